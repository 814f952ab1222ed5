/** Riders at dispatch's public API. */
@NullMarked
package robotaxi.city.rider.adapter;

import org.jspecify.annotations.NullMarked;
