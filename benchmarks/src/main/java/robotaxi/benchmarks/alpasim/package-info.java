/** A client of the agent's driver service that behaves as AlpaSim's runtime does, and misbehaves as it may. */
@NullMarked
package robotaxi.benchmarks.alpasim;

import org.jspecify.annotations.NullMarked;
