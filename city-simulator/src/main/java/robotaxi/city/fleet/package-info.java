/** The fleet's cars in the world: what each perceives, its doors and its passengers. */
@NullMarked
package robotaxi.city.fleet;

import org.jspecify.annotations.NullMarked;
