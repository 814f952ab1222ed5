/** Cars that ask and people who answer, over the real desk. */
@NullMarked
package robotaxi.benchmarks.assistance;

import org.jspecify.annotations.NullMarked;
