/** Riders who use the public API and do not give up when it stutters. */
@NullMarked
package robotaxi.benchmarks.rider;

import org.jspecify.annotations.NullMarked;
