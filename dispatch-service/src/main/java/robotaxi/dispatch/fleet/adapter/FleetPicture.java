package robotaxi.dispatch.fleet.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.TopicReplay;

/** The fleet as Kafka tells it. Nothing is stored: a restart reads registry and presence whole and the last telemetry. */
@ApplicationScoped
public class FleetPicture implements Fleet {
    private static final Duration TELEMETRY_BACK = Duration.ofMinutes(2);
    private static final String UNKNOWN_MODE = "unknown";

    private final TopicReplay replay;
    private final InstantSource clock;
    private final Holds holds;
    private final Map<String, VehicleRegistration> registry = new ConcurrentHashMap<>();
    private final Map<String, Presence> presence = new ConcurrentHashMap<>();
    private final Map<String, TelemetryBatch> telemetry = new ConcurrentHashMap<>();
    private final Map<String, Vehicle> vehicles = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<String, Vehicle>> markets = new ConcurrentHashMap<>();

    @Inject
    FleetPicture(TopicReplay replay, InstantSource clock, Holds holds) {
        this.replay = replay;
        this.clock = clock;
        this.holds = holds;
    }

    /** Starts to follow the topics; done once what was there has been read. */
    public CompletableFuture<Void> rebuild() {
        Instant from = clock.instant().minus(TELEMETRY_BACK);
        return CompletableFuture.allOf(
                replay.follow(Topics.VEHICLE_REGISTRY, null, VehicleRegistration.parser(), this::registered),
                replay.follow(Topics.VEHICLE_PRESENCE, null, Presence.parser(), this::heard),
                replay.follow(Topics.VEHICLE_TELEMETRY, from, TelemetryBatch.parser(), this::measured));
    }

    private void registered(String vehicleId, VehicleRegistration car) {
        registry.put(vehicleId, car);
        look(vehicleId);
    }

    /** A lower session epoch never overwrites a higher one. */
    private void heard(String vehicleId, Presence news) {
        presence.merge(vehicleId, news, (old, fresh) -> fresh.getSessionEpoch() < old.getSessionEpoch() ? old : fresh);
        look(vehicleId);
    }

    private void measured(String vehicleId, TelemetryBatch batch) {
        if (batch.getSamplesCount() == 0) {
            return;
        }
        telemetry.merge(vehicleId, batch, (old, fresh) -> isOlder(fresh, old) ? old : fresh);
        look(vehicleId);
    }

    /** Puts together what is known of a car: when it is told of, since it is asked for far more often. */
    private void look(String vehicleId) {
        vehicles.compute(vehicleId, (id, before) -> {
            VehicleRegistration car = registry.get(id);
            if (car == null) {
                return null;
            }
            Vehicle now = vehicle(car);
            if (before != null && !before.marketId().equals(now.marketId())) {
                market(before.marketId()).remove(id);
            }
            market(now.marketId()).put(id, now);
            return now;
        });
    }

    private NavigableMap<String, Vehicle> market(String id) {
        return markets.computeIfAbsent(id, market -> new ConcurrentSkipListMap<>());
    }

    /** Boot epoch and sequence order messages, never the car's clock. */
    private static boolean isOlder(TelemetryBatch a, TelemetryBatch b) {
        return a.getBootEpoch() != b.getBootEpoch()
                ? a.getBootEpoch() < b.getBootEpoch()
                : a.getSequence() < b.getSequence();
    }

    @Override
    public Optional<Vehicle> find(String vehicleId) {
        return Optional.ofNullable(vehicles.get(vehicleId));
    }

    @Override
    public List<Vehicle> list(String marketId) {
        return List.copyOf(market(marketId).values());
    }

    @Override
    public Set<String> listReserved() {
        return holds.listHeld();
    }

    /** The route ahead, for drawing. */
    public List<Place> ahead(String vehicleId) {
        TelemetryBatch batch = telemetry.get(vehicleId);
        return batch == null
                ? List.of()
                : newest(batch).getAheadList().stream()
                        .filter(p -> Place.isOnEarth(p.getLatitudeDegrees(), p.getLongitudeDegrees()))
                        .map(p -> new Place(p.getLatitudeDegrees(), p.getLongitudeDegrees()))
                        .toList();
    }

    /** What the car last said, one sample at least. */
    public Optional<TelemetryBatch> telemetry(String vehicleId) {
        return Optional.ofNullable(telemetry.get(vehicleId));
    }

    /**
     * What a car's own meters said last.
     *
     * @param odometerMetres driven since it was made
     * @param batteryPercent state of charge, 0 to 100
     */
    public record Meters(double odometerMetres, double batteryPercent) {}

    /** Nothing if the car was not heard of. */
    public Optional<Meters> meters(String vehicleId) {
        return telemetry(vehicleId)
                .map(FleetPicture::newest)
                .map(sample -> new Meters(sample.getOdometerMetres(), sample.getBatteryPercent()));
    }

    /** Which version of which market's operating area a car says it holds. */
    public record HeldArea(String marketId, long version) {}

    /** Nothing if the car was not heard of, or holds none. */
    public Optional<HeldArea> heldArea(String vehicleId) {
        return telemetry(vehicleId)
                .map(FleetPicture::newest)
                .filter(Sample::hasOperatingArea)
                .map(Sample::getOperatingArea)
                .map(area -> new HeldArea(area.getMarketId(), area.getVersion()));
    }

    private static Sample newest(TelemetryBatch batch) {
        return batch.getSamples(batch.getSamplesCount() - 1);
    }

    private Vehicle vehicle(VehicleRegistration car) {
        String id = car.getVehicleId();
        Presence link = presence.get(id);
        TelemetryBatch batch = telemetry.get(id);
        Sample sample = batch == null ? Sample.getDefaultInstance() : newest(batch);
        boolean connected = link != null && link.getState() == PresenceState.PRESENCE_STATE_CONNECTED;
        return new Vehicle(
                id,
                car.getMarketId(),
                car.getHardwareId(),
                car.getSeats(),
                car.getWheelchairAccessible(),
                connected,
                link == null ? 0 : link.getSessionEpoch(),
                place(batch, sample),
                sample.getHeadingDegrees(),
                sample.getSpeedMetresPerSecond(),
                sample.getBatteryPercent(),
                batch == null ? UNKNOWN_MODE : mode(sample.getMode()),
                sample.getMissionId(),
                sample.getEtaSeconds(),
                sample.getRemainingMetres(),
                sample.getModel().getReleaseId(),
                sample.getModel().getProvider(),
                sample.getModel().getAchievedHz(),
                sample.getModel().getMissedTicks(),
                sample.getModel().getReasoning(),
                sample.getOccupied(),
                ProtoTime.of(sample.getTime()));
    }

    /** A car that tells a position which is none is nowhere: it must not take the others' picture with it. */
    private static @Nullable Place place(@Nullable TelemetryBatch batch, Sample sample) {
        double latitude = sample.getPosition().getLatitudeDegrees();
        double longitude = sample.getPosition().getLongitudeDegrees();
        return batch != null && Place.isOnEarth(latitude, longitude) ? new Place(latitude, longitude) : null;
    }

    private static String mode(DrivingMode mode) {
        if (mode == DrivingMode.UNRECOGNIZED) {
            return UNKNOWN_MODE;
        }
        return mode.name()
                .substring("DRIVING_MODE_".length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }
}
