/** The stack that is measured: one that runs already, or one of our own. */
@NullMarked
package robotaxi.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
