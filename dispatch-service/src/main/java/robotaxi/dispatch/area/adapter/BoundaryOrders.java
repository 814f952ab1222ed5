package robotaxi.dispatch.area.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.contracts.geo.v1.Area;
import robotaxi.contracts.geo.v1.Polygon;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.fleet.adapter.FleetPicture;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.signing.CommandSigner;

/**
 * Tells cars the outer boundary of their market. What a car holds is what its telemetry says: whoever holds another, or none, is told, whether he is
 * new, was away, comes from another market or from the workshop. By one thread at a time.
 */
@ApplicationScoped
class BoundaryOrders {
    private static final Logger LOG = Logger.getLogger(BoundaryOrders.class);

    /** Also how long a car is not told the same again that neither takes nor refuses it. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /** A look; a large fleet is told over some seconds, and its rides are decided meanwhile. */
    private static final int MOST_AT_ONCE = 200;

    private static final long OUT_OF_REASON = 1_000_000_000_000L;

    private final BoundaryStore store;
    private final FleetPicture fleet;
    private final Outbox outbox;
    private final CommandSigner signer;
    private final Ids ids;
    private final InstantSource clock;
    private final Map<String, Told> told = new HashMap<>();

    @Inject
    BoundaryOrders(
            BoundaryStore store,
            FleetPicture fleet,
            Outbox outbox,
            CommandSigner signer,
            Ids ids,
            InstantSource clock) {
        this.store = store;
        this.fleet = fleet;
        this.outbox = outbox;
        this.signer = signer;
        this.ids = ids;
        this.clock = clock;
    }

    private record Told(String marketId, long version, long bootEpoch, Instant at) {}

    /** A car and what it last said of its area. */
    private record Listener(String vehicleId, long bootEpoch, Optional<FleetPicture.HeldArea> held) {}

    /** A boundary of a market, and its version when it was last counted; 0 before. */
    record Boundary(String marketId, Geometry line, long version) {
        private boolean isHeldBy(Listener car) {
            return car.held()
                    .filter(new FleetPicture.HeldArea(marketId, version)::equals)
                    .isPresent();
        }
    }

    /** One look at a market that this instance owns; the boundary as it is counted now. */
    Boundary look(Boundary boundary) {
        List<Listener> cars = fleet.list(boundary.marketId()).stream()
                .flatMap(car -> listener(car).stream())
                .toList();
        cars.stream().filter(boundary::isHeldBy).forEach(car -> told.remove(car.vehicleId()));
        Instant now = clock.instant();
        if (boundary.version() > 0 && cars.stream().noneMatch(car -> isDue(boundary, car, now))) {
            return boundary;
        }
        // Counted again before it is told: another instance may have counted on meanwhile.
        return QuarkusTransaction.requiringNew().call(() -> {
            long version = store.version(boundary.marketId(), boundary.line(), highest(boundary, cars));
            var counted = new Boundary(boundary.marketId(), boundary.line(), version);
            List<Listener> due = cars.stream()
                    .filter(car -> isDue(counted, car, now))
                    .limit(MOST_AT_ONCE)
                    .toList();
            tell(counted, due, now);
            return counted;
        });
    }

    /** What the cars have of this market; a number out of all reason is a broken car's. */
    private static long highest(Boundary boundary, List<Listener> cars) {
        return cars.stream()
                .flatMap(car -> car.held().stream())
                .filter(held -> held.marketId().equals(boundary.marketId()))
                .mapToLong(FleetPicture.HeldArea::version)
                .filter(version -> version > 0 && version < OUT_OF_REASON)
                .max()
                .orElse(0);
    }

    /** Of a car that is there and has spoken since it came. */
    private Optional<Listener> listener(Vehicle car) {
        return fleet.telemetry(car.vehicleId())
                .filter(batch -> car.connected() && batch.getSessionEpoch() >= car.sessionEpoch())
                .map(batch -> new Listener(car.vehicleId(), batch.getBootEpoch(), fleet.heldArea(car.vehicleId())));
    }

    private boolean isDue(Boundary boundary, Listener car, Instant now) {
        if (boundary.isHeldBy(car)) {
            return false;
        }
        Told last = told.get(car.vehicleId());
        return last == null
                || !last.marketId().equals(boundary.marketId())
                || last.version() != boundary.version()
                || last.bootEpoch() != car.bootEpoch()
                || last.at().plus(DEADLINE).isBefore(now);
    }

    private void tell(Boundary boundary, List<Listener> cars, Instant now) {
        if (cars.isEmpty()) {
            return;
        }
        SetOperatingArea order = order(boundary);
        outbox.append(
                cars.stream().map(car -> event(car.vehicleId(), order, now)).toList());
        cars.forEach(car ->
                told.put(car.vehicleId(), new Told(boundary.marketId(), boundary.version(), car.bootEpoch(), now)));
        LOG.infof(
                "Cars told their operating area: %d market=%s version=%d",
                cars.size(), boundary.marketId(), boundary.version());
    }

    private Outbox.Event event(String vehicleId, SetOperatingArea order, Instant now) {
        String id = ids.next();
        Command.Builder command = Command.newBuilder()
                .setCommandId(id)
                .setVehicleId(vehicleId)
                .setSender("dispatch")
                .setIssuedAt(ProtoTime.of(now))
                .setNotAfter(ProtoTime.of(now.plus(DEADLINE)))
                .setEffectKey("area:" + order.getMarketId() + "/" + order.getVersion())
                .setSetOperatingArea(order);
        return new Outbox.Event(Topics.VEHICLE_COMMANDS, vehicleId, id, signer.sign(command));
    }

    private static SetOperatingArea order(Boundary boundary) {
        var order =
                SetOperatingArea.newBuilder().setMarketId(boundary.marketId()).setVersion(boundary.version());
        for (int i = 0; i < boundary.line().getNumGeometries(); i++) {
            order.addPolygons(
                    polygon((org.locationtech.jts.geom.Polygon) boundary.line().getGeometryN(i)));
        }
        return order.build();
    }

    private static Polygon polygon(org.locationtech.jts.geom.Polygon shape) {
        var polygon = Polygon.newBuilder().setOutline(ring(shape.getExteriorRing()));
        for (int i = 0; i < shape.getNumInteriorRing(); i++) {
            polygon.addHoles(ring(shape.getInteriorRingN(i)));
        }
        return polygon.build();
    }

    /** Without the last point, which repeats the first. */
    private static Area ring(LinearRing line) {
        var ring = Area.newBuilder();
        Coordinate[] points = line.getCoordinates();
        Arrays.stream(points, 0, points.length - 1)
                .forEach(point -> ring.addCorners(
                        Position.newBuilder().setLatitudeDegrees(point.y).setLongitudeDegrees(point.x)));
        return ring.build();
    }
}
