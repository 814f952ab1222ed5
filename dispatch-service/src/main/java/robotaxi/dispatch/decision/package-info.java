/**
 * Why this car: what each match was decided on, kept with it, so that any past one can be shown and decided again.
 *
 * <p>{@link robotaxi.dispatch.decision.MatchTick} is what is kept, {@link robotaxi.dispatch.decision.Replay} decides it again.
 */
@NullMarked
package robotaxi.dispatch.decision;

import org.jspecify.annotations.NullMarked;
