/** The last seconds of a car, and the moments worth keeping. */
@NullMarked
package robotaxi.onboard.recorder;

import org.jspecify.annotations.NullMarked;
