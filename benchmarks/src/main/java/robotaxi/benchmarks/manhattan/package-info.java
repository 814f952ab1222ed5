/**
 * One day of New York's taxi trips in the world of a published simulator, by its rules: 60-s steps, cancellation after 600 s,
 * charging. Who decides in it is a {@link robotaxi.benchmarks.manhattan.Policy}; nothing of the product is in the world.
 */
@NullMarked
package robotaxi.benchmarks.manhattan;

import org.jspecify.annotations.NullMarked;
