package robotaxi.dispatch.ride;

import robotaxi.dispatch.routing.Route;

/** Port: orders to cars. They leave with the transaction that decided them. */
public interface VehicleCommands {
    /**
     * Drive.
     *
     * @param withRider true from pick-up to drop-off
     * @return the command's id
     */
    String startMission(String vehicleId, String missionId, RideId ride, boolean withRider, Route route);

    /**
     * Let the rider in.
     *
     * @return the command's id
     */
    String unlockDoors(String vehicleId, RideId ride);

    /** Stop and forget. */
    void cancelMission(String vehicleId, String missionId, String reason);
}
