package robotaxi.onboard.car.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.contracts.geo.v1.Area;
import robotaxi.contracts.geo.v1.Polygon;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.mission.Answer;
import robotaxi.onboard.mission.OperatingArea;

/** What the cloud says of where the car may drive at all: on the disk before it is in force, and in force before it is acknowledged. */
final class AreaOrders {
    private static final System.Logger LOG = System.getLogger(AreaOrders.class.getName());

    private final CarState state;
    private final AreaFile file;
    private final LocalFrame frame;
    private final String vehicleId;

    AreaOrders(CarState state, AreaFile file, LocalFrame frame, String vehicleId) {
        this.state = state;
        this.file = file;
        this.frame = frame;
        this.vehicleId = vehicleId;
    }

    /** Puts in force again what is on the disk. */
    void resume() {
        try {
            Optional<OperatingArea> kept = file.read().map(this::area);
            kept.ifPresentOrElse(
                    area -> locked(() -> {
                        state.areas.bind(area);
                        return area;
                    }),
                    () -> LOG.log(
                            Level.WARNING,
                            () -> "No operating area is known: the car is bounded by its routes alone vehicleId="
                                    + vehicleId));
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(
                    Level.ERROR,
                    () -> "The operating area cannot be read: the car drives nowhere until it hears it again vehicleId="
                            + vehicleId,
                    e);
            locked(() -> {
                state.areas.cannotRead();
                return true;
            });
        }
    }

    /** The cloud's word. */
    Answer set(String commandId, SetOperatingArea order) {
        try {
            OperatingArea next = area(order);
            Answer answer = locked(() -> state.areas.judge(next, commandId));
            if (answer instanceof Answer.Taken && !locked(() -> state.areas.holds(next))) {
                file.write(order);
                locked(() -> {
                    state.areas.bind(next);
                    return next;
                });
                LOG.log(
                        Level.INFO,
                        () -> "The operating area is in force vehicleId=" + vehicleId + " market=" + next.marketId()
                                + " version=" + next.version());
            }
            return answer;
        } catch (IllegalArgumentException e) {
            return new Answer.Refused("area.malformed", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Answer.Refused("area.disk", String.valueOf(e.getMessage()));
        }
    }

    /** Why a car without a rider takes no mission, whatever its route is. No rider waits for a car that waits for a person at the desk. */
    Optional<Answer.Refused> forbid(boolean isToRider) {
        return locked(() -> {
            if (state.areas.isUnreadable()) {
                return Optional.of(new Answer.Refused("area.unreadable", "the car cannot read its operating area"));
            }
            return state.ego
                    .newest()
                    .filter(ego -> isToRider
                            && state.areas.isOutside(ego.pose().x(), ego.pose().y()))
                    .map(_ -> new Answer.Refused("area.outside", "the car stands outside of its operating area"));
        });
    }

    private OperatingArea area(SetOperatingArea order) {
        List<OperatingArea.Ring> rings = new ArrayList<>();
        for (Polygon polygon : order.getPolygonsList()) {
            rings.add(ring(polygon.getOutline()));
            polygon.getHolesList().forEach(hole -> rings.add(ring(hole)));
        }
        return OperatingArea.of(order.getMarketId(), order.getVersion(), rings);
    }

    private OperatingArea.Ring ring(Area line) {
        List<Position> corners = line.getCornersList();
        return new OperatingArea.Ring(
                corners.stream()
                        .mapToDouble(corner -> frame.x(corner.getLongitudeDegrees()))
                        .toArray(),
                corners.stream()
                        .mapToDouble(corner -> frame.y(corner.getLatitudeDegrees()))
                        .toArray());
    }

    private <T> T locked(Supplier<T> work) {
        state.lock.lock();
        try {
            return work.get();
        } finally {
            state.lock.unlock();
        }
    }
}
