package robotaxi.onboard.mission;

/**
 * Drive along the route and stop at its end.
 *
 * @param commandId the command that ordered it
 * @param rideId empty if it serves no ride
 */
public record Mission(String missionId, String commandId, String rideId, MissionPurpose purpose, RouteLine route) {}
