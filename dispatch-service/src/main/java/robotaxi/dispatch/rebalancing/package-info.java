/**
 * Where idle vehicles wait, and when they charge: one min-cost flow over zones and chargers.
 *
 * <p>{@link robotaxi.dispatch.rebalancing.Rebalancer} is a pure function of the idle cars, the demand that is expected and the
 * chargers; what it moves, it moves because the riders it expects are worth more than the empty way.
 */
@NullMarked
package robotaxi.dispatch.rebalancing;

import org.jspecify.annotations.NullMarked;
