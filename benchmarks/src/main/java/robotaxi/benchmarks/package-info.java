/** Benchmarks, each a class found by its name, and what they have in common. */
@NullMarked
package robotaxi.benchmarks;

import org.jspecify.annotations.NullMarked;
