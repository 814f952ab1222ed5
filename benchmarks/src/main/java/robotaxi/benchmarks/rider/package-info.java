/** People who use the public API and do not give up when it stutters: riders, and somebody at the assistance desk. */
@NullMarked
package robotaxi.benchmarks.rider;

import org.jspecify.annotations.NullMarked;
