/** The key with which a service signs what it orders of cars. */
@NullMarked
package robotaxi.kit.signing;

import org.jspecify.annotations.NullMarked;
