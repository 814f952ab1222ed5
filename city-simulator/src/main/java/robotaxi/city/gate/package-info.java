/** The closed-loop gate: drives a driver through scenes, step by step as AlpaSim does, and scores what came of it. */
@NullMarked
package robotaxi.city.gate;

import org.jspecify.annotations.NullMarked;
