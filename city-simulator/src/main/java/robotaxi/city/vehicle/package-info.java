/** A car's body: how it moves, and how it tracks a plan. */
@NullMarked
package robotaxi.city.vehicle;

import org.jspecify.annotations.NullMarked;
