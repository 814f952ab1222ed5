/** The least server that could carry a gateway's load: what its libraries alone need. */
@NullMarked
package robotaxi.benchmarks.least;

import org.jspecify.annotations.NullMarked;
