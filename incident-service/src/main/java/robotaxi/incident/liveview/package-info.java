/** People watch a car: any number of them share one view, which the car shows for as long as one of them is there. */
@NullMarked
package robotaxi.incident.liveview;

import org.jspecify.annotations.NullMarked;
