package robotaxi.onboard.car.adapter;

import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.geo.v1.Route;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionPurpose;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Pose2;

/** Missions between the wire and the car. */
final class MissionWire {
    private static final double WALKING_LIMIT = 5;

    private MissionWire() {}

    /** The mission that a command orders; a route without points means "stay". */
    static Mission mission(Command command, LocalFrame frame, Pose2 here) {
        StartMission order = command.getStartMission();
        return new Mission(
                order.getMissionId(),
                command.getCommandId(),
                order.getRideId(),
                switch (order.getPurpose()) {
                    case MISSION_PURPOSE_PICKUP -> MissionPurpose.PICKUP;
                    case MISSION_PURPOSE_DROPOFF -> MissionPurpose.DROPOFF;
                    case MISSION_PURPOSE_STOP -> MissionPurpose.STOP;
                    default -> MissionPurpose.REPOSITION;
                },
                route(order.getRoute(), frame, here));
    }

    private static RouteLine route(Route route, LocalFrame frame, Pose2 here) {
        int n = route.getPointsCount();
        if (n == 0) {
            return RouteLine.of(new double[] {here.x()}, new double[] {here.y()}, new double[0]);
        }
        double[] x = new double[n];
        double[] y = new double[n];
        double[] limits = new double[Math.max(0, n - 1)];
        for (int i = 0; i < n; i++) {
            x[i] = frame.x(route.getPoints(i).getLongitudeDegrees());
            y[i] = frame.y(route.getPoints(i).getLatitudeDegrees());
            if (i < n - 1) {
                boolean known = i < route.getSpeedLimitsMetresPerSecondCount();
                limits[i] = known ? route.getSpeedLimitsMetresPerSecond(i) : WALKING_LIMIT;
            }
        }
        return RouteLine.of(x, y, limits);
    }

    static Position position(LocalFrame frame, double x, double y) {
        return Position.newBuilder()
                .setLatitudeDegrees(frame.latitude(y))
                .setLongitudeDegrees(frame.longitude(x))
                .build();
    }
}
