/** Dispatch and the update service want the same car at once: their own deciding code, in a world where every message may be late. */
@NullMarked
package robotaxi.benchmarks.riderrace;

import org.jspecify.annotations.NullMarked;
