package robotaxi.dispatch.ride;

import robotaxi.dispatch.routing.Route;

/** Port: orders to cars. They leave with the transaction that decided them. */
public interface VehicleCommands {
    /**
     * Drive.
     *
     * @return the command's id
     */
    String startMission(String vehicleId, String missionId, RideId ride, Leg leg, Route route);

    /**
     * Let the rider in.
     *
     * @return the command's id
     */
    String unlockDoors(String vehicleId, RideId ride);

    /** Let the rider find the car. */
    void signal(String vehicleId, RideId ride, boolean honk, boolean flash);

    /** Stop and forget. */
    void cancelMission(String vehicleId, String missionId, String reason);

    /** Stop in the lane at once, and stand until the emergency is over. */
    void stopNow(String vehicleId, String emergencyId, String reason);

    /** The emergency is over. */
    void endEmergency(String vehicleId, String emergencyId, String reason);
}
