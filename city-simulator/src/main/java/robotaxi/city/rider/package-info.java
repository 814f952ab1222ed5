/** Riders who ask for rides, and what each does next. */
@NullMarked
package robotaxi.city.rider;

import org.jspecify.annotations.NullMarked;
