package robotaxi.dispatch.ride.adapter;

import robotaxi.dispatch.ride.Ride;

/**
 * A ride has moved. Whoever observes it does so in the move's own transaction: what they write commits with the move, and what
 * they throw undoes it.
 *
 * @param fromState wire name, empty for a new ride
 */
public record RideMoved(Ride ride, String fromState, String actor, String cause) {}
