/**
 * Which vehicle for which ride: one assignment for all at once, by road travel time.
 *
 * <p>{@link robotaxi.dispatch.matching.Matcher} takes what is open and what is available and gives decisions with their
 * reasons. It is a pure function: the same inputs give the same decisions, byte for byte.
 */
@NullMarked
package robotaxi.dispatch.matching;

import org.jspecify.annotations.NullMarked;
