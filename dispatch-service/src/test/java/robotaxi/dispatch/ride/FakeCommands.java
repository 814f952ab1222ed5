package robotaxi.dispatch.ride;

import java.util.ArrayList;
import java.util.List;
import robotaxi.dispatch.routing.Route;

/** Remembers what cars were told, in words. */
final class FakeCommands implements VehicleCommands {
    private final List<String> told = new ArrayList<>();
    private int count;

    @Override
    public String startMission(String vehicleId, String missionId, RideId ride, Leg leg, Route route) {
        String what = switch (leg) {
            case PICKUP -> " fetch ";
            case STOP -> " drive the rider to a stop ";
            case DROPOFF -> " drive the rider ";
        };
        told.add(vehicleId + what + Math.round(route.distanceMetres()) + " m, " + missionId);
        return next();
    }

    @Override
    public String unlockDoors(String vehicleId, RideId ride) {
        told.add(vehicleId + " unlock");
        return next();
    }

    @Override
    public void signal(String vehicleId, RideId ride, boolean honk, boolean flash) {
        told.add(vehicleId + (honk ? " honk" : "") + (flash ? " flash" : ""));
    }

    @Override
    public void cancelMission(String vehicleId, String missionId, String reason) {
        told.add(vehicleId + " forget " + missionId + ", " + reason);
    }

    @Override
    public void stopNow(String vehicleId, String emergencyId, String reason) {
        told.add(vehicleId + " stop, " + emergencyId);
    }

    @Override
    public void endEmergency(String vehicleId, String emergencyId, String reason) {
        told.add(vehicleId + " end of " + emergencyId);
    }

    private String next() {
        return "command-" + ++count;
    }

    List<String> told() {
        return told;
    }
}
