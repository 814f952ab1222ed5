package robotaxi.onboard.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.VehicleEvent;

/** The car's link against gateways over real TLS: what goes first, what waits, what comes again. */
class GrpcLinkTest {
    @TempDir
    Path folder;

    private final ScriptedGateway.Log log = new ScriptedGateway.Log();
    private final AtomicLong monotonicNanos = new AtomicLong();
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
    private ScriptedGateway gateway;
    private Outbox outbox;

    @BeforeEach
    void open() throws Exception {
        gateway = new ScriptedGateway(log);
        outbox = new Outbox("car-01", 1, folder, InstantSource.system(), monotonicNanos::get);
    }

    @AfterEach
    void close() throws IOException {
        timers.shutdownNow();
        outbox.close();
        gateway.close();
    }

    private GrpcLink link(ScheduledExecutorService timers, long seed, ScriptedGateway... gateways) throws Exception {
        List<ScriptedGateway> all = List.of(gateways);
        SslContext trust = ScriptedGateway.trusting(all);
        return new GrpcLink(
                all.stream().map(ScriptedGateway::address).toList(),
                () -> trust,
                new Car(),
                outbox,
                InstantSource.system(),
                System::nanoTime,
                timers,
                new Random(seed));
    }

    private GrpcLink link() throws Exception {
        GrpcLink link = link(timers, 1, gateway);
        link.start();
        return link;
    }

    private void event(int bytes) {
        outbox.event(
                VehicleEvent.newBuilder().setMission(MissionChanged.newBuilder().setDetail("x".repeat(bytes))));
    }

    private static void until(String what, BooleanSupplier condition) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(limit)) {
                fail("did not happen: " + what);
            }
            Thread.onSpinWait();
        }
    }

    private void untilHeartbeatAfterNow() {
        ScriptedGateway.Stream control = gateway.controls().getLast();
        long seen = control.heartbeats;
        until("another heartbeat", () -> control.heartbeats > seen);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aSafetyEventOvertakesMegabytesOfEventsThatTheGatewayIsSlowToRead() throws Exception {
        gateway.slow = true;
        for (int i = 0; i < 400; i++) {
            event(10_000);
        }
        try (GrpcLink _ = link()) {
            until("control is up", () -> !gateway.controls().isEmpty());
            ScriptedGateway.Stream control = gateway.controls().getFirst();
            control.out.request(3);
            until("the first events", () -> gateway.arrived.size() >= 3);
            // The link does one thing after another: when it beats, it has handed over all that it will.
            until("bulk is up", () -> !gateway.bulks().isEmpty());
            long beats = gateway.bulks().getFirst().heartbeats;
            until("it beats", () -> gateway.bulks().getFirst().heartbeats > beats + 1);
            // The answer to a heartbeat is a round trip, and the next heartbeat says it.
            until("it says its round trip", () -> gateway.bulks().getFirst().roundTripMillis > 0);
            outbox.safety(SafetyEvent.newBuilder());
            outbox.event(VehicleEvent.newBuilder());
            control.out.request(1000);
            until("all", () -> gateway.arrived.size() == 402);

            List<Lane> order = gateway.arrived.stream().map(Uplink::getLane).toList();
            // HTTP/2 window, gRPC's own buffer and the kernel's: what was on its way when the event happened.
            assertThat(order.indexOf(Lane.LANE_SAFETY)).isBetween(3, 60);
            assertThat(log.sequences(Lane.LANE_EVENT)).isEqualTo(upTo(401));
        }
    }

    @Test
    void afterAnOutageLanesDrainByPriority() throws Exception {
        for (int i = 0; i < 20; i++) {
            outbox.telemetry(Sample.newBuilder());
            monotonicNanos.addAndGet(1_000_000_000);
            event(10);
            outbox.report(CommandReport.newBuilder().build());
            outbox.safety(SafetyEvent.newBuilder());
        }
        try (GrpcLink _ = link()) {
            until("all", () -> log.records.size() == 80);

            List<Lane> order = gateway.arrived.stream()
                    .map(Uplink::getLane)
                    .filter(lane -> lane != Lane.LANE_TELEMETRY)
                    .toList();
            assertThat(order).hasSize(60).isSorted();
            assertThat(log.gaps).isEmpty();
        }
    }

    @Test
    void creditZeroPausesALaneAndCreditCountsRecordsInFlight() throws Exception {
        gateway.credits.put(Lane.LANE_EVENT, 0);
        gateway.manners = arrival -> arrival.record().getLane() != Lane.LANE_EVENT;
        for (int i = 0; i < 10; i++) {
            event(10);
        }
        try (GrpcLink _ = link()) {
            until("control is up", () -> !gateway.controls().isEmpty());
            outbox.report(CommandReport.newBuilder().build());
            until("another lane goes on", () -> log.durable(Lane.LANE_COMMAND) == 1);
            untilHeartbeatAfterNow();
            assertThat(gateway.arrived).hasSize(1);

            gateway.controls().getFirst().credit(Lane.LANE_EVENT, 3);
            untilHeartbeatAfterNow();
            until("three", () -> gateway.arrived.size() == 4);
            untilHeartbeatAfterNow();
            assertThat(gateway.arrived).hasSize(4);

            gateway.manners = _ -> true;
            gateway.arrived.stream()
                    .filter(record -> record.getLane() == Lane.LANE_EVENT)
                    .forEach(log::take);
            gateway.controls().getFirst().acknowledge(Lane.LANE_EVENT);
            until("all", () -> log.durable(Lane.LANE_EVENT) == 10);
        }
        assertThat(log.gaps).isEmpty();
    }

    @Test
    void aRecordRefusedForNowComesAgainLaterWithAllThatFollow() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        gateway.manners = arrival -> {
            boolean refuses = arrival.record().getSequence() == 3 && refusals.getAndIncrement() < 1;
            if (refuses) {
                arrival.stream().send(nack(arrival.record(), 1_500));
            }
            return !refuses && arrival.record().getSequence() <= log.durable(Lane.LANE_EVENT) + 1;
        };
        for (int i = 0; i < 6; i++) {
            event(10);
        }
        try (GrpcLink link = link()) {
            until("refused", () -> refusals.get() == 1);
            untilHeartbeatAfterNow();
            event(10);
            until("all", () -> log.durable(Lane.LANE_EVENT) == 7);
            assertThat(link.quality().reconnects()).isZero();
        }
        List<Long> arrived = gateway.arrived.stream().map(Uplink::getSequence).toList();
        List<Long> behindTheFirst = arrived.subList(arrived.indexOf(3L) + 1, arrived.size());
        assertThat(behindTheFirst.indexOf(7L)).isGreaterThan(behindTheFirst.indexOf(3L));
        assertThat(log.sequences(Lane.LANE_EVENT)).isEqualTo(upTo(7));
        assertThat(log.gaps).isEmpty();
    }

    @Test
    void aRecordRefusedForGoodIsSetAsideAndNeverSentAgain() throws Exception {
        gateway.manners = arrival -> {
            if (arrival.record().getSequence() == 3) {
                arrival.stream().send(nack(arrival.record(), 0));
            }
            return arrival.record().getSequence() != 3;
        };
        try (GrpcLink link = link()) {
            for (int i = 0; i < 3; i++) {
                event(10);
            }
            until(
                    "the queue is empty",
                    () -> outbox.queue(Lane.LANE_EVENT).fill().records() == 0);
            gateway.controls().getFirst().breakOff();
            until("back", () -> gateway.controls().size() == 2);
            event(10);
            until("the next", () -> log.durable(Lane.LANE_EVENT) == 4);

            assertThat(gateway.arrived.stream().filter(record -> record.getSequence() == 3))
                    .hasSize(1);
            assertThat(outbox.queue(Lane.LANE_EVENT).fill().quarantined()).isEqualTo(1);
            assertThat(link.quality().reconnects()).isEqualTo(1);
        }
        assertThat(folder.resolve("event/quarantine/refused-0000000000000000003"))
                .exists();
    }

    private static OpenResponse.Builder nack(Uplink record, int retryAfterMillis) {
        return OpenResponse.newBuilder()
                .setNack(Nack.newBuilder()
                        .setLane(record.getLane())
                        .setSequence(record.getSequence())
                        .setCode("test")
                        .setRetryAfterMillis(retryAfterMillis));
    }

    @Test
    void whatWelcomeCallsDurableIsNotSentAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            event(10);
        }
        log.forgetTo(Lane.LANE_EVENT, 3);
        try (GrpcLink _ = link()) {
            until("the rest", () -> log.durable(Lane.LANE_EVENT) == 5);
        }
        assertThat(gateway.arrived.stream().map(Uplink::getSequence)).containsExactly(4L, 5L);
    }

    @Test
    void newRecordsAreNotTakenForOldOnesWhenTheGatewayRemembersAnotherDisk() throws Exception {
        event(10);
        log.forgetTo(Lane.LANE_EVENT, 700);
        try (GrpcLink _ = link()) {
            until("up", () -> outbox.queue(Lane.LANE_EVENT).lastSequence() == 700);
            event(10);
            until("the new one", () -> log.durable(Lane.LANE_EVENT) == 701);
        }
        assertThat(gateway.arrived.stream().map(Uplink::getSequence)).containsExactly(1L, 701L);
    }

    @Test
    void telemetryUnderPressureIsTheLastSampleOfEachSecond() throws Exception {
        for (int i = 0; i < 1000; i++) {
            monotonicNanos.set(i * 100_000_000L);
            outbox.telemetry(Sample.newBuilder());
        }
        try (GrpcLink _ = link()) {
            until("all", () -> log.durable(Lane.LANE_TELEMETRY) == 1000);
            until(
                    "the queue is empty",
                    () -> outbox.queue(Lane.LANE_TELEMETRY).fill().records() == 0);
        }
        List<Long> sequences = log.sequences(Lane.LANE_TELEMETRY);
        assertThat(sequences)
                .hasSizeBetween(94 + 60, 94 + 70)
                .startsWith(10L, 20L, 30L)
                .endsWith(999L, 1000L);
    }

    @Test
    void aGatewayThatFallsSilentIsLeftForAnother() throws Exception {
        try (ScriptedGateway other = new ScriptedGateway(log);
                FastTimers fast = new FastTimers();
                GrpcLink link = link(fast, 1, gateway, other)) {
            link.start();
            until("up", () -> gateway.controls().size() + other.controls().size() == 1);
            ScriptedGateway first = gateway.controls().isEmpty() ? other : gateway;
            ScriptedGateway second = first == gateway ? other : gateway;
            until("beats", () -> first.controls().getFirst().heartbeats > 0);
            Instant silentFrom = Instant.now();
            first.mute = true;
            event(10);
            until("found another", () -> second.controls().size() == 1);
            // Heartbeats here are every 0.5 s, so that 2 s stand for the 12 s at 3 s.
            assertThat(Duration.between(silentFrom, Instant.now())).isLessThan(Duration.ofSeconds(5));
            until("nothing is lost", () -> log.durable(Lane.LANE_EVENT) == 1);
        }
    }

    @Test
    void aGatewayThatDrainsIsLeftForAnotherAtTheTimeThatItNames() throws Exception {
        try (ScriptedGateway other = new ScriptedGateway(log);
                FastTimers fast = new FastTimers();
                GrpcLink link = link(fast, 1, gateway, other)) {
            link.start();
            until("up", () -> gateway.controls().size() + other.controls().size() == 1);
            ScriptedGateway first = gateway.controls().isEmpty() ? other : gateway;
            ScriptedGateway second = first == gateway ? other : gateway;
            event(10);
            first.controls().getFirst().goodbye("drain", 0);
            until("elsewhere", () -> second.controls().size() == 1);
            event(10);
            until("all", () -> log.durable(Lane.LANE_EVENT) == 2);
            assertThat(fast.askedMillis).contains(0L);
            assertThat(first.controls()).hasSize(1);
            assertThat(log.gaps).isEmpty();
        }
    }

    @Test
    void aGatewayThatNamesATimeGetsItWithSomeMore() throws Exception {
        try (FastTimers fast = new FastTimers();
                GrpcLink link = link(fast, 1, gateway)) {
            link.start();
            until("up", () -> gateway.controls().size() == 1);
            fast.askedMillis.clear();
            gateway.controls().getFirst().goodbye("drain", 7_000);
            until("back", () -> gateway.controls().size() == 2);
            assertThat(fast.askedMillis.getFirst()).isBetween(7_001L, 9_000L);
        }
    }

    @Test
    void aGatewayThatNeverWelcomesIsLeft() throws Exception {
        try (ScriptedGateway other = new ScriptedGateway(log);
                FastTimers fast = new FastTimers()) {
            gateway.welcomes = false;
            other.welcomes = false;
            try (GrpcLink link = link(fast, 1, gateway, other)) {
                link.start();
                until(
                        "both were tried",
                        () -> !gateway.controls().isEmpty() && !other.controls().isEmpty());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void noBreakLosesARecordOrItsOrder(long seed) throws Exception {
        Random random = new Random(seed);
        AtomicInteger untilBreak = new AtomicInteger(3);
        AtomicInteger breaks = new AtomicInteger();
        try (ScriptedGateway other = new ScriptedGateway(log);
                FastTimers fast = new FastTimers();
                GrpcLink link = link(fast, seed, gateway, other)) {
            for (ScriptedGateway one : List.of(gateway, other)) {
                one.credits.put(Lane.LANE_EVENT, 8);
                one.manners = arrival -> {
                    if (breaks.get() >= 100 || untilBreak.decrementAndGet() > 0) {
                        return arrival.record().getSequence()
                                <= log.durable(arrival.record().getLane()) + 1;
                    }
                    synchronized (random) {
                        breaks.incrementAndGet();
                        untilBreak.set(1 + random.nextInt(12));
                        return broken(arrival, random.nextInt(4));
                    }
                };
            }
            link.start();
            int written = 0;
            while (breaks.get() < 100) {
                int before = breaks.get();
                for (int i = 0; i < 5; i++) {
                    event(10);
                    outbox.safety(SafetyEvent.newBuilder());
                    outbox.report(CommandReport.newBuilder().build());
                }
                written += 5;
                long target = written;
                until("drained or broken", () -> breaks.get() > before || drained(target));
            }
            long target = written;
            until("all is durable", () -> drained(target));
            assertThat(link.quality().reconnects()).isGreaterThanOrEqualTo(90);
        }
        for (Lane lane : List.of(Lane.LANE_SAFETY, Lane.LANE_COMMAND, Lane.LANE_EVENT)) {
            assertThat(log.sequences(lane)).as("%s", lane).isEqualTo(upTo(log.durable(lane)));
        }
        assertThat(log.gaps).isEmpty();
        assertThat(breaks).hasValue(100);
    }

    private boolean drained(long written) {
        return List.of(Lane.LANE_SAFETY, Lane.LANE_COMMAND, Lane.LANE_EVENT).stream()
                .allMatch(lane -> log.durable(lane) == written);
    }

    /** Breaks before the record is durable, after it but before its ack, after the ack, or with a goodbye. */
    private boolean broken(ScriptedGateway.Arrival arrival, int how) {
        boolean next =
                arrival.record().getSequence() <= log.durable(arrival.record().getLane()) + 1;
        switch (how) {
            case 0 -> arrival.stream().breakOff();
            case 1 -> {
                if (next) {
                    log.take(arrival.record());
                }
                arrival.stream().breakOff();
            }
            case 2 -> {
                if (next) {
                    log.take(arrival.record());
                    arrival.stream().acknowledge(arrival.record().getLane());
                }
                arrival.stream().breakOff();
            }
            default -> arrival.stream().goodbye("drain", 5);
        }
        return false;
    }

    private static final class Car implements LinkPeer {
        @Override
        public String vehicleId() {
            return "car-01";
        }

        @Override
        public String releaseId() {
            return "release";
        }

        @Override
        public long lastCommandSequence() {
            return 0;
        }

        @Override
        public void order(Command command) {}
    }
}
