package robotaxi.dispatch.ride;

import java.util.ArrayList;
import java.util.List;
import robotaxi.dispatch.routing.Route;

/** Remembers what cars were told, in words. */
final class FakeCommands implements VehicleCommands {
    private final List<String> told = new ArrayList<>();
    private int count;

    @Override
    public String startMission(String vehicleId, String missionId, RideId ride, boolean withRider, Route route) {
        told.add(vehicleId + (withRider ? " drive the rider " : " fetch ") + Math.round(route.distanceMetres()) + " m, "
                + missionId);
        return next();
    }

    @Override
    public String unlockDoors(String vehicleId, RideId ride) {
        told.add(vehicleId + " unlock");
        return next();
    }

    @Override
    public void cancelMission(String vehicleId, String missionId, String reason) {
        told.add(vehicleId + " forget " + missionId + ", " + reason);
    }

    private String next() {
        return "command-" + ++count;
    }

    List<String> told() {
        return told;
    }
}
