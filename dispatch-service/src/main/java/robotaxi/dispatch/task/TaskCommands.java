package robotaxi.dispatch.task;

import robotaxi.dispatch.routing.Route;

/** Port: orders to cars. They leave with the transaction that decided them. */
public interface TaskCommands {
    /**
     * Drive there, empty. Replaces the mission under way.
     *
     * @return the command's id
     */
    String drive(String vehicleId, String missionId, Route route);

    /** Stop and forget. */
    void cancelMission(String vehicleId, String missionId, String reason);
}
