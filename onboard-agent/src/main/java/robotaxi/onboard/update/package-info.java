/** Brings a release to the car: trust first, then slots, then a trial. */
@NullMarked
package robotaxi.onboard.update;

import org.jspecify.annotations.NullMarked;
