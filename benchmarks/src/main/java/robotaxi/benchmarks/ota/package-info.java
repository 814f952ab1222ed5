/** Loads of the update service: devices that poll and update themselves, releases and large rollouts. */
@NullMarked
package robotaxi.benchmarks.ota;

import org.jspecify.annotations.NullMarked;
