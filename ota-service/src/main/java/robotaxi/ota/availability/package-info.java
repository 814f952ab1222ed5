/** When a car may be taken out of service: hours that are closed, how many may be missing at once, and how it must stand. */
@NullMarked
package robotaxi.ota.availability;

import org.jspecify.annotations.NullMarked;
