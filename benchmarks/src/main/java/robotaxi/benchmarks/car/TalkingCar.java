package robotaxi.benchmarks.car;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import robotaxi.benchmarks.link.Enrolment;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.LaneState;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.identity.adapter.IdentityStore;
import robotaxi.onboard.link.GatewayAddress;
import robotaxi.onboard.link.LinkQuality.LaneQuality;
import robotaxi.onboard.link.adapter.GrpcLink;
import robotaxi.onboard.link.adapter.LinkPeer;
import robotaxi.onboard.link.adapter.Outbox;
import robotaxi.onboard.model.HostOptions;

/** The agent's queues and link with something to say: records with running numbers, on three lanes by chance. */
final class TalkingCar implements LinkPeer {
    private static final List<Lane> LANES = List.of(Lane.LANE_SAFETY, Lane.LANE_EVENT, Lane.LANE_TELEMETRY);
    private static final long NUMBERS_A_LIFE = 10_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int WATCH_MILLIS = 25;

    private final String vehicleId;
    private final int pauseMillis;
    private final long life;
    private final Random chance;
    private final Outbox outbox;
    private final GrpcLink link;
    private final CarDiary diary;
    private final Map<Lane, Long> acknowledged = new EnumMap<>(Lane.class);
    private long number;
    private long momentNanos;
    private volatile boolean talks = true;
    private final AtomicLong appended = new AtomicLong();

    TalkingCar(HostOrder order, HostOrder.Member car, ScheduledExecutorService timers)
            throws IOException, GeneralSecurityException {
        this.vehicleId = car.id();
        this.pauseMillis = order.pauseMillis();
        this.life = order.life();
        this.number = life * NUMBERS_A_LIFE;
        this.chance = new Random(order.seed() * 31 + life * 1_000_003 + vehicleId.hashCode());
        Path folder = Files.createDirectories(Path.of(order.folder()).resolve(vehicleId));
        SslContext tls = robotaxi.onboard.identity.adapter.Enrolment.ensure(
                        settings(order),
                        new AgentConfig.Car(vehicleId, Enrolment.vin(vehicleId), Enrolment.HARDWARE, car.token()),
                        folder.resolve("identity"),
                        new IdentityStore(folder.resolve("identity")))
                .grpcContext();
        this.outbox = new Outbox(vehicleId, life, folder.resolve("queue"), InstantSource.system(), this::moment);
        this.diary = new CarDiary(Path.of(order.diaries()).resolve(vehicleId));
        for (LaneState state : outbox.states()) {
            acknowledged.put(state.getLane(), gone(state));
            diary.starts(state.getLane(), gone(state));
        }
        this.link = new GrpcLink(
                GatewayAddress.parseList(order.addresses()),
                () -> tls,
                this,
                outbox,
                InstantSource.system(),
                System::nanoTime,
                timers,
                new Random(chance.nextLong()));
        link.start();
        timers.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        Thread.ofPlatform().daemon().name("talk-" + vehicleId).start(this::talk);
    }

    /** Only what enrolment reads matters here. */
    private static AgentConfig settings(HostOrder order) {
        return new AgentConfig(
                order.folder(),
                0,
                "127.0.0.1",
                GatewayAddress.parseList(order.addresses()),
                order.enrolmentPort(),
                "",
                "",
                order.root(),
                new AgentConfig.Updates("", "", Duration.ZERO, Duration.ZERO, 0),
                AgentConfig.Recorder.DEFAULT,
                0,
                0,
                0,
                HostOptions.DEFAULT,
                0,
                0,
                false,
                Duration.ZERO,
                List.of());
    }

    /** The outbox asks within an append, and one thread appends. */
    private long moment() {
        momentNanos = System.nanoTime();
        return momentNanos;
    }

    private static long gone(LaneState state) {
        return state.getOldestKeptSequence() == 0 ? state.getLastSequence() : state.getOldestKeptSequence() - 1;
    }

    private void talk() {
        try {
            while (talks) {
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(pauseMillis + 1));
                say();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say() {
        Lane lane = LANES.get(Math.min(2, chance.nextInt(5)));
        long before = lastSequence(lane);
        String text = String.valueOf(++number);
        switch (lane) {
            case LANE_SAFETY ->
                outbox.safety(SafetyEvent.newBuilder()
                        .setKind(SafetyKind.SAFETY_KIND_HARD_BRAKE)
                        .setDetail(text));
            case LANE_EVENT ->
                outbox.event(VehicleEvent.newBuilder()
                        .setMission(MissionChanged.newBuilder()
                                .setState(MissionState.MISSION_STATE_UNDER_WAY)
                                .setDetail(text)));
            default -> outbox.telemetry(Sample.newBuilder().setMissionId(text));
        }
        long sequence = lastSequence(lane);
        if (sequence == before || outbox.isDegraded()) {
            throw new IllegalStateException("the queue refused a record of " + lane);
        }
        diary.took(lane, sequence, number, Math.floorDiv(momentNanos, NANOS_PER_SECOND));
        appended.incrementAndGet();
    }

    private long lastSequence(Lane lane) {
        for (LaneState state : outbox.states()) {
            if (state.getLane() == lane) {
                return state.getLastSequence();
            }
        }
        throw new IllegalArgumentException(lane.name());
    }

    private synchronized void watch() {
        for (LaneState state : outbox.states()) {
            long gone = gone(state);
            Long known = acknowledged.put(state.getLane(), gone);
            if (known == null || gone > known) {
                diary.acknowledged(state.getLane(), gone);
            }
        }
    }

    /** Says nothing more; what it has said goes on its way. */
    void fallSilent() {
        talks = false;
    }

    /** Records taken in this life. */
    long appended() {
        return appended.get();
    }

    /** Records that the gateway has not acknowledged. */
    long waiting() {
        return link.quality().lanes().stream()
                .map(LaneQuality::queue)
                .mapToLong(queue -> queue.records())
                .sum();
    }

    /** Records that the gateway refused for good, or that the queue dropped: there should be none. */
    long discarded() {
        return link.quality().lanes().stream()
                .map(LaneQuality::queue)
                .mapToLong(queue -> queue.quarantined() + queue.dropped() + queue.refused())
                .sum();
    }

    void close() throws IOException {
        link.close();
        watch();
        outbox.close();
        diary.close();
    }

    @Override
    public String vehicleId() {
        return vehicleId;
    }

    @Override
    public String releaseId() {
        return "";
    }

    @Override
    public long lastCommandSequence() {
        return 0;
    }

    @Override
    public void order(Command command) {
        throw new IllegalStateException("nobody sends orders here");
    }
}
