/** What must hold after a run, judged from stored facts alone. */
@NullMarked
package robotaxi.benchmarks.evidence;

import org.jspecify.annotations.NullMarked;
