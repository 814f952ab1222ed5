package robotaxi.onboard.link.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.LaneState;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.queue.LaneQueue;
import robotaxi.onboard.queue.QueueLimits;

/** Everything that the car says goes through its queues on disk; the link takes it from there. */
public final class Outbox implements Closeable {
    private final String vehicleId;
    private final long bootEpoch;
    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private final Map<Lane, LaneQueue> queues = new EnumMap<>(Lane.class);
    private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});

    /** Opens the queues in a folder. */
    public Outbox(String vehicleId, long bootEpoch, Path folder, InstantSource clock, LongSupplier monotonicNanos)
            throws IOException {
        this.vehicleId = vehicleId;
        this.bootEpoch = bootEpoch;
        this.clock = clock;
        this.monotonicNanos = monotonicNanos;
        for (Lane lane : new Lane[] {Lane.LANE_SAFETY, Lane.LANE_COMMAND, Lane.LANE_EVENT}) {
            queues.put(lane, LaneQueue.open(folder.resolve(word(lane)), QueueLimits.NEVER_DROPPED));
        }
        queues.put(
                Lane.LANE_TELEMETRY,
                LaneQueue.open(folder.resolve(word(Lane.LANE_TELEMETRY)), QueueLimits.NEWEST_KEPT));
    }

    /** Records an event; it is safe when this returns. */
    public void event(VehicleEvent.Builder event) {
        append(
                Lane.LANE_EVENT,
                (uplink, id) -> uplink.setEvent(event.setEventId(id)
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .setTime(uplink.getEventTime())));
    }

    /** Records a safety event and answers its id; it is safe when this returns. */
    public String safety(SafetyEvent.Builder event) {
        return append(
                Lane.LANE_SAFETY,
                (uplink, id) -> uplink.setSafety(event.setEventId(id)
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .setTime(uplink.getEventTime())));
    }

    /** Records what became of a command; it is safe when this returns. */
    public void report(CommandReport report) {
        append(Lane.LANE_COMMAND, (uplink, _) -> uplink.setCommandReport(report));
    }

    /** Records a sample of telemetry. */
    public void telemetry(Sample.Builder sample) {
        append(
                Lane.LANE_TELEMETRY,
                (uplink, _) -> uplink.setTelemetry(TelemetryBatch.newBuilder()
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .addSamples(sample.setTime(uplink.getEventTime()))));
    }

    private interface Filler {
        void fill(Uplink.Builder uplink, String eventId);
    }

    private String append(Lane lane, Filler filler) {
        AtomicReference<String> eventId = new AtomicReference<>("");
        queue(lane).append(sequence -> {
            String id = vehicleId + "/" + word(lane) + "/" + sequence;
            eventId.set(id);
            Uplink.Builder uplink = Uplink.newBuilder()
                    .setLane(lane)
                    .setSequence(sequence)
                    .setBootEpoch(bootEpoch)
                    .setEventTime(timestamp(clock.instant()))
                    .setMonotonicNanos(monotonicNanos.getAsLong());
            filler.fill(uplink, id);
            return uplink.build().toByteArray();
        });
        wake.get().run();
        return eventId.get();
    }

    /** What to do when there is something new. */
    public void onAppend(Runnable action) {
        wake.set(action);
    }

    /** Where the queues stand. */
    Iterable<LaneState> states() {
        return queues.entrySet().stream()
                .map(entry -> LaneState.newBuilder()
                        .setLane(entry.getKey())
                        .setLastSequence(entry.getValue().lastSequence())
                        .setOldestKeptSequence(entry.getValue().oldestKeptSequence())
                        .build())
                .toList();
    }

    LaneQueue queue(Lane lane) {
        return java.util.Objects.requireNonNull(queues.get(lane));
    }

    static Uplink parse(LaneQueue.Entry entry) {
        try {
            return Uplink.parseFrom(entry.body());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the queue holds something that is no record", e);
        }
    }

    long bootEpoch() {
        return bootEpoch;
    }

    /** As the wire writes a moment. */
    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static String word(Lane lane) {
        return lane.name().substring("LANE_".length()).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        for (LaneQueue queue : queues.values()) {
            queue.close();
        }
    }
}
