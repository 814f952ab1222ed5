/** Who the car is. */
@NullMarked
package robotaxi.onboard.identity;

import org.jspecify.annotations.NullMarked;
