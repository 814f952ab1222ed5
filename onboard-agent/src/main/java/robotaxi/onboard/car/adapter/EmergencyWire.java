package robotaxi.onboard.car.adapter;

import java.util.List;
import java.util.Optional;
import robotaxi.contracts.command.v1.AvoidArea;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.PullOver;
import robotaxi.contracts.command.v1.StopNow;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.mission.Area;
import robotaxi.onboard.mission.Emergency;
import robotaxi.onboard.mission.Emergency.Kind;

/** Emergencies between the wire and the car. */
final class EmergencyWire {
    private EmergencyWire() {}

    /** The emergency that a command is about. */
    static String id(Command command) {
        return switch (command.getBodyCase()) {
            case STOP_NOW -> command.getStopNow().getEmergencyId();
            case PULL_OVER -> command.getPullOver().getEmergencyId();
            case AVOID_AREA -> command.getAvoidArea().getEmergencyId();
            case END_EMERGENCY -> command.getEndEmergency().getEmergencyId();
            default -> throw new IllegalArgumentException("not about an emergency: " + command.getBodyCase());
        };
    }

    /**
     * What a command asks of the car; not for the end of an emergency.
     *
     * @throws IllegalArgumentException if its area is none
     */
    static Emergency emergency(Command command, LocalFrame frame) {
        return switch (command.getBodyCase()) {
            case STOP_NOW -> {
                StopNow order = command.getStopNow();
                yield of(
                        command,
                        Kind.STOP_NOW,
                        area(order.hasArea(), order.getArea().getCornersList(), frame));
            }
            case PULL_OVER -> {
                PullOver order = command.getPullOver();
                yield of(
                        command,
                        Kind.PULL_OVER,
                        area(order.hasArea(), order.getArea().getCornersList(), frame));
            }
            case AVOID_AREA -> {
                AvoidArea order = command.getAvoidArea();
                yield of(command, Kind.AVOID_AREA, area(true, order.getArea().getCornersList(), frame));
            }
            default -> throw new IllegalArgumentException("no emergency begins with " + command.getBodyCase());
        };
    }

    private static Emergency of(Command command, Kind kind, Optional<Area> area) {
        return new Emergency(id(command), command.getCommandId(), kind, area);
    }

    private static Optional<Area> area(boolean isGiven, List<Position> corners, LocalFrame frame) {
        if (!isGiven) {
            return Optional.empty();
        }
        return Optional.of(Area.of(
                corners.stream()
                        .mapToDouble(corner -> frame.x(corner.getLongitudeDegrees()))
                        .toArray(),
                corners.stream()
                        .mapToDouble(corner -> frame.y(corner.getLatitudeDegrees()))
                        .toArray()));
    }
}
