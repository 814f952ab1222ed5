package robotaxi.dispatch;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.telemetry.v1.AreaHeld;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.contracts.vehicle.v1.PassengerChanged;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;

/** A car as the gateway tells of it: registry, presence, telemetry twice a second, and events. */
public final class CarOnKafka implements AutoCloseable {
    private static final long TELEMETRY_MILLIS = 400;

    private final KafkaClients kafka;
    private final String id;
    private final AtomicLong sequence = new AtomicLong();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("car-on-kafka").factory());
    private volatile Place place;
    private volatile int mode = DrivingMode.DRIVING_MODE_PARKED_VALUE;
    private volatile String mission = "";
    private volatile boolean occupied;
    private volatile AreaHeld held = AreaHeld.getDefaultInstance();

    /** A registered, connected, parked car. */
    public CarOnKafka(KafkaClients kafka, String id, Place place) {
        this.kafka = kafka;
        this.id = id;
        this.place = place;
        send(
                Topics.VEHICLE_REGISTRY,
                VehicleRegistration.newBuilder()
                        .setVehicleId(id)
                        .setMarketId("monaco")
                        .setHardwareId("sim-cpu")
                        .setSeats(4)
                        .build());
        send(
                Topics.VEHICLE_PRESENCE,
                Presence.newBuilder()
                        .setVehicleId(id)
                        .setState(PresenceState.PRESENCE_STATE_CONNECTED)
                        .setSessionEpoch(1)
                        .build());
        heart.scheduleWithFixedDelay(this::tell, 0, TELEMETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What it does now, told at once. */
    public void is(int newMode, String newMission, Place newPlace, boolean isOccupied) {
        mode = newMode;
        mission = newMission;
        place = newPlace;
        occupied = isOccupied;
        tell();
    }

    /** The operating area that it says it holds from now on. */
    public void holds(String market, long version) {
        held = AreaHeld.newBuilder().setMarketId(market).setVersion(version).build();
        tell();
    }

    private synchronized void tell() {
        Instant now = Instant.now();
        send(
                Topics.VEHICLE_TELEMETRY,
                TelemetryBatch.newBuilder()
                        .setVehicleId(id)
                        .setBootEpoch(1)
                        .setSequence(sequence.incrementAndGet())
                        .setSessionEpoch(1)
                        .addSamples(Sample.newBuilder()
                                .setTime(Timestamp.newBuilder()
                                        .setSeconds(now.getEpochSecond())
                                        .setNanos(now.getNano()))
                                .setPosition(Position.newBuilder()
                                        .setLatitudeDegrees(place.latitude())
                                        .setLongitudeDegrees(place.longitude()))
                                .setBatteryPercent(80)
                                .setModeValue(mode)
                                .setMissionId(mission)
                                .setOccupied(occupied)
                                .setOperatingArea(held))
                        .build());
    }

    /** Its mission moved on. */
    public void mission(String eventId, String missionId, MissionState state) {
        event(VehicleEvent.newBuilder()
                .setEventId(eventId)
                .setMission(MissionChanged.newBuilder().setMissionId(missionId).setState(state)));
    }

    /** A passenger got in or out. */
    public void passenger(String eventId, String rideId, PassengerAct act) {
        event(VehicleEvent.newBuilder()
                .setEventId(eventId)
                .setPassenger(PassengerChanged.newBuilder().setRideId(rideId).setAct(act)));
    }

    private void event(VehicleEvent.Builder event) {
        send(Topics.VEHICLE_EVENTS, event.setVehicleId(id).build());
    }

    private void send(Topic topic, MessageLite message) {
        try {
            kafka.producer()
                    .send(new ProducerRecord<>(topic.name(), id, message.toByteArray()))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        send(
                Topics.VEHICLE_PRESENCE,
                Presence.newBuilder()
                        .setVehicleId(id)
                        .setState(PresenceState.PRESENCE_STATE_GONE)
                        .setSessionEpoch(1)
                        .build());
    }
}
