/** Kilometres and safety events of each release, from the cars' own reports. */
@NullMarked
package robotaxi.ota.driving.adapter;

import org.jspecify.annotations.NullMarked;
