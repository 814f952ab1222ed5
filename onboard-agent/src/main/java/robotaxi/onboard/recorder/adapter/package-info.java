/** Writes clips as MCAP and uploads them by tus. */
@NullMarked
package robotaxi.onboard.recorder.adapter;

import org.jspecify.annotations.NullMarked;
