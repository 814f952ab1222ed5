/** The least server that could carry a gateway's load: a bound for what any gateway on the same libraries can reach. */
@NullMarked
package robotaxi.benchmarks.least;

import org.jspecify.annotations.NullMarked;
