/** Trouble on purpose: killed processes and hard brakes. */
@NullMarked
package robotaxi.benchmarks.fault;

import org.jspecify.annotations.NullMarked;
