/** Recordings, written, cut and mended. */
@NullMarked
package robotaxi.benchmarks.recording;

import org.jspecify.annotations.NullMarked;
