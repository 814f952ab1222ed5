package robotaxi.dispatch.task;

import java.util.ArrayList;
import java.util.List;
import robotaxi.dispatch.routing.Route;

/** Remembers what cars were told, in words. */
public final class FakeTaskCommands implements TaskCommands {
    private final List<String> told = new ArrayList<>();

    @Override
    public String drive(String vehicleId, String missionId, Route route) {
        told.add(vehicleId + " drive " + Math.round(route.distanceMetres()) + " m");
        return "drive-" + told.size();
    }

    @Override
    public void cancelMission(String vehicleId, String missionId, String reason) {
        told.add(vehicleId + " forget, " + reason);
    }

    /** In order. */
    public List<String> told() {
        return told;
    }
}
