package robotaxi.dispatch.ride.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Who asks, taken on the request's own thread: the market's thread knows no request. */
record Viewer(String name, boolean seesAll, boolean isOperator) {
    static Viewer of(SecurityIdentity identity) {
        boolean isOperator = identity.hasRole(Roles.OPERATOR);
        return new Viewer(
                identity.getPrincipal().getName(),
                isOperator || identity.hasRole(Roles.SAFETY) || identity.hasRole(Roles.AUDITOR),
                isOperator);
    }

    boolean isRiderOf(Ride ride) {
        return ride.riderId().equals(name);
    }

    /** A ride of somebody else is as unknown as one that never was. */
    Ride visible(Rides rides, String id) {
        return rides.find(new RideId(id))
                .filter(ride -> seesAll || isRiderOf(ride))
                .orElseThrow(() -> new FleetException(RideError.UNKNOWN, id));
    }
}
