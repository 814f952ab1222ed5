/** Runs the closed-loop gate: an agent for each model, and the simulator's gate that drives them. */
@NullMarked
package robotaxi.local.gate;

import org.jspecify.annotations.NullMarked;
