package robotaxi.onboard.link.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.LiveView;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.LaneState;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.link.LinkQuality;
import robotaxi.onboard.queue.LaneQueue;
import robotaxi.onboard.queue.QueueBudget;
import robotaxi.onboard.queue.QueueLimits;
import robotaxi.onboard.queue.RecordRefusedException;

/**
 * Everything that the car says goes through its queues on disk; the link takes it from there.
 *
 * <p>When a lane that never drops cannot take a record, the record is lost, the loss is logged and counted, and the outbox is
 * degraded until there is room again. It does not throw: what the car does next must not depend on a report of what it did. Who
 * takes on new work asks {@link #isDegraded} first.
 */
public final class Outbox implements Closeable {
    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    /** Highest priority first. */
    static final List<Lane> CONTROL_LANES =
            List.of(Lane.LANE_SAFETY, Lane.LANE_COMMAND, Lane.LANE_ASSIST, Lane.LANE_EVENT);

    /** Highest priority first; when room is short, the first gives way first. */
    static final List<Lane> BULK_LANES = List.of(Lane.LANE_TELEMETRY, Lane.LANE_BULK);

    private static final Map<Lane, QueueLimits> LIMITS = Map.of(
            Lane.LANE_SAFETY, QueueLimits.neverDropped(256L << 20),
            Lane.LANE_COMMAND, QueueLimits.neverDropped(32L << 20),
            Lane.LANE_ASSIST, QueueLimits.neverDropped(32L << 20),
            Lane.LANE_EVENT, QueueLimits.neverDropped(128L << 20),
            Lane.LANE_TELEMETRY, QueueLimits.newestKept(64L << 20),
            Lane.LANE_BULK, QueueLimits.newestKept(32L << 20));
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String vehicleId;
    private final long bootEpoch;
    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private final Map<Lane, LaneQueue> queues = new EnumMap<>(Lane.class);
    private final Set<Lane> refusing = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});

    /** Opens the queues in a folder. */
    public Outbox(String vehicleId, long bootEpoch, Path folder, InstantSource clock, LongSupplier monotonicNanos)
            throws IOException {
        this(vehicleId, bootEpoch, folder, clock, monotonicNanos, LIMITS);
    }

    /** Opens the queues in a folder, with limits for every lane. */
    Outbox(
            String vehicleId,
            long bootEpoch,
            Path folder,
            InstantSource clock,
            LongSupplier monotonicNanos,
            Map<Lane, QueueLimits> limits)
            throws IOException {
        this.vehicleId = vehicleId;
        this.bootEpoch = bootEpoch;
        this.clock = clock;
        this.monotonicNanos = monotonicNanos;
        QueueBudget budget = new QueueBudget();
        for (List<Lane> lanes : List.of(CONTROL_LANES, BULK_LANES)) {
            for (Lane lane : lanes) {
                QueueLimits limit = Objects.requireNonNull(limits.get(lane));
                queues.put(lane, LaneQueue.open(folder.resolve(word(lane)), limit, budget));
            }
        }
    }

    /** Records an event; it is safe when this returns, unless it was refused. */
    public void event(VehicleEvent.Builder event) {
        append(
                Lane.LANE_EVENT,
                (uplink, id) -> uplink.setEvent(event.setEventId(id)
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .setTime(uplink.getEventTime())));
    }

    /** Records a safety event and answers its id; it is safe when this returns. Empty if it was refused. */
    public Optional<String> safety(SafetyEvent.Builder event) {
        return append(
                Lane.LANE_SAFETY,
                (uplink, id) -> uplink.setSafety(event.setEventId(id)
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .setTime(uplink.getEventTime())));
    }

    /** Records what became of a command; it is safe when this returns, unless it was refused. */
    public void report(CommandReport report) {
        append(Lane.LANE_COMMAND, (uplink, _) -> uplink.setCommandReport(report));
    }

    /** Records what the car says about a question; it is safe when this returns, unless it was refused. */
    public void assist(AssistReport.Builder report) {
        append(
                Lane.LANE_ASSIST,
                (uplink, id) -> uplink.setAssistance(report.setEventId(id)
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .setTime(uplink.getEventTime())));
    }

    /** Records what the car sees now; it may be lost, and gives way to all else. */
    public void view(LiveView.Builder view) {
        append(
                Lane.LANE_BULK,
                (uplink, id) -> uplink.setView(view.setEventId(id)
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .setTime(uplink.getEventTime())));
    }

    /** Whether something of this lane is still to be acknowledged. */
    public boolean isBehind(Lane lane) {
        return queue(lane).oldestKeptSequence() != 0;
    }

    /** Records a sample of telemetry. */
    public void telemetry(Sample.Builder sample) {
        append(
                Lane.LANE_TELEMETRY,
                (uplink, _) -> uplink.setTelemetry(TelemetryBatch.newBuilder()
                        .setAgentVersion(GrpcLink.agentVersion())
                        .setVehicleId(vehicleId)
                        .setBootEpoch(bootEpoch)
                        .setSequence(uplink.getSequence())
                        .addSamples(sample.setTime(uplink.getEventTime()))));
    }

    private interface Filler {
        void fill(Uplink.Builder uplink, String eventId);
    }

    private Optional<String> append(Lane lane, Filler filler) {
        try {
            long sequence = queue(lane).append(next -> body(lane, next, filler));
            wake.get().run();
            return Optional.of(eventId(lane, sequence));
        } catch (RecordRefusedException e) {
            refusing.add(lane);
            LOG.log(Level.ERROR, () -> "A record is lost vehicleId=" + vehicleId + " lane=" + word(lane), e);
            return Optional.empty();
        }
    }

    private byte[] body(Lane lane, long sequence, Filler filler) {
        Uplink.Builder uplink = Uplink.newBuilder()
                .setLane(lane)
                .setSequence(sequence)
                .setBootEpoch(bootEpoch)
                .setEventTime(ProtoTime.of(clock.instant()))
                .setMonotonicNanos(monotonicNanos.getAsLong());
        filler.fill(uplink, eventId(lane, sequence));
        return uplink.build().toByteArray();
    }

    private String eventId(Lane lane, long sequence) {
        return vehicleId + "/" + word(lane) + "/" + sequence;
    }

    /** The car cannot keep its records: it may end what it does, and should begin nothing that must be told. */
    public boolean isDegraded() {
        refusing.removeIf(lane -> queue(lane).hasRoom());
        return !refusing.isEmpty();
    }

    /** What to do when there is something new. */
    public void onAppend(Runnable action) {
        wake.set(action);
    }

    /** Where the queues stand. */
    public Iterable<LaneState> states() {
        return queues.entrySet().stream()
                .map(entry -> LaneState.newBuilder()
                        .setLane(entry.getKey())
                        .setLastSequence(entry.getValue().lastSequence())
                        .setOldestKeptSequence(entry.getValue().oldestKeptSequence())
                        .build())
                .toList();
    }

    /** How full the queues are, highest priority first. */
    List<LinkQuality.LaneQuality> fills() {
        return queues.entrySet().stream()
                .map(entry -> new LinkQuality.LaneQuality(
                        word(entry.getKey()), entry.getValue().fill()))
                .toList();
    }

    /** Telemetry under pressure: of the samples of one second, the last is enough. */
    static boolean superseded(LaneQueue.Entry older, LaneQueue.Entry newer) {
        Uplink before = parse(older);
        Uplink after = parse(newer);
        return before.getLane() == Lane.LANE_TELEMETRY
                && before.getBootEpoch() == after.getBootEpoch()
                && before.getMonotonicNanos() / NANOS_PER_SECOND == after.getMonotonicNanos() / NANOS_PER_SECOND;
    }

    LaneQueue queue(Lane lane) {
        return Objects.requireNonNull(queues.get(lane));
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
