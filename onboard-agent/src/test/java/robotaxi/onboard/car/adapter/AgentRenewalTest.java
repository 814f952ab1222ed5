package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.identity.adapter.CarIdentity;
import robotaxi.onboard.identity.adapter.Enrolment;
import robotaxi.onboard.identity.adapter.IdentityStore;
import robotaxi.onboard.identity.adapter.Renewal;

/** The car's certificate is renewed on the way, and wherever that is cut the car has one whole identity that lets it in. */
class AgentRenewalTest extends AgentUnderTest {
    @Test
    void aRenewalOnTheWayLosesNothingAndKeepsTheOrder() throws Exception {
        gateway.enrolOld();
        CountDownLatch answer = gateway.holdRenewals();
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 80));
            until("under way", world, () -> reached("m1", MissionState.MISSION_STATE_UNDER_WAY));
            gateway.holdAcks();
            answer.countDown();
            until("both streams on the new certificate", world, () -> helloed(renewed()) >= 2);
            gateway.giveAcks();
            until("arrived", world, () -> reached("m1", MissionState.MISSION_STATE_ARRIVED));
            until(
                    "telemetry goes on",
                    world,
                    () -> sequences(Lane.LANE_TELEMETRY).size() > 5);
        }
        assertThat(gateway.helloSerials).endsWith(renewed(), renewed());
        for (Lane lane : List.of(Lane.LANE_EVENT, Lane.LANE_COMMAND, Lane.LANE_TELEMETRY)) {
            Set<Long> firstOfEach = new LinkedHashSet<>(sequences(lane));
            assertThat(firstOfEach)
                    .as("%s", lane)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, firstOfEach.size())
                            .boxed()
                            .toList());
        }
        assertWhole(store().find().orElseThrow(), renewed());
    }

    @Test
    void cutBeforeTheAnswerTheCarComesBackWithTheOldIdentityAndAsksAgain() throws Exception {
        gateway.enrolOld();
        CountDownLatch never = gateway.holdRenewals();
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("asked", world, () -> gateway.renewals.size() == 1 && gateway.hellos.size() == 2);
        }
        BigInteger old = gateway.helloSerials.getFirst();
        assertWhole(store().find().orElseThrow(), old);
        gateway.holdRenewals().countDown();
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("renewed", world, () -> gateway.renewals.size() == 2 && helloed(renewed()) >= 2);
        }
        never.countDown();
        // It asks beside its link: the third hello may be with the new one already, but only who still has the old one
        // can ask.
        assertThat(gateway.helloSerials.subList(0, 2)).containsOnly(old);
        assertThat(gateway.tokens).hasSize(1);
    }

    @Test
    void lostAnswersAreAskedForAgain() throws Exception {
        gateway.enrolOld();
        gateway.loseAnswers(2);
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("renewed", world, () -> gateway.renewals.size() == 3 && helloed(renewed()) >= 2);
        }
        assertThat(gateway.helloSerials).doesNotContainAnyElementsOf(gateway.renewals.subList(0, 2));
    }

    @Test
    void cutBetweenAnswerAndDiskTheOldIdentityIsStillWhole() throws Exception {
        IdentityStore store = store();
        BigInteger old = enrolled(store, "token-1").chain().getFirst().getSerialNumber();
        AtomicInteger moved = new AtomicInteger();
        Renewal renewal = renewal(store, inTwoYears(), moved::incrementAndGet);
        // A disk that takes nothing: where the new file would be written stands a folder.
        Path obstacle = Files.createDirectory(identityFolder().resolve("identity.pem.new"));

        assertThat(renewal.look()).isPositive();

        assertThat(moved).hasValue(0);
        assertWhole(store.find().orElseThrow(), old);
        assertWhole(store().find().orElseThrow(), old);
        // What a power cut in the middle of writing leaves.
        Files.delete(obstacle);
        Files.writeString(obstacle, "-----BEGIN PRIVATE KEY-----\nMIGH");
        assertWhole(store().find().orElseThrow(), old);

        assertThat(renewal.look()).isZero();
        assertThat(moved).hasValue(1);
        assertWhole(store().find().orElseThrow(), renewed());
    }

    @Test
    void cutAfterTheDiskTheCarComesBackWithTheNewIdentity() throws Exception {
        IdentityStore store = store();
        enrolled(store, "token-1");
        assertThat(renewal(store, inTwoYears(), () -> {}).look()).isZero();
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
        }
        assertThat(gateway.helloSerials).containsExactly(renewed(), renewed());
    }

    @Test
    void nothingIsAskedBeforeItIsTime() throws Exception {
        IdentityStore store = store();
        enrolled(store, "token-1");
        long wait =
                renewal(store, InstantSource.system(), () -> fail("renewed")).look();
        assertThat(Duration.ofMillis(wait)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(60));
        assertThat(gateway.renewals).isEmpty();
    }

    @Test
    void theThreeFilesOfBeforeAreTakenOver() throws Exception {
        CarIdentity enrolled = enrolled(store(), "token-1");
        Path file = identityFolder().resolve("identity.pem");
        List<String> blocks = Pattern.compile("-----BEGIN.*?-----END [A-Z ]+-----\n", Pattern.DOTALL)
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .toList();
        Files.writeString(identityFolder().resolve("key.pem"), blocks.get(0));
        Files.writeString(identityFolder().resolve("chain.pem"), blocks.get(1));
        Files.writeString(identityFolder().resolve("root.pem"), blocks.get(2));
        Files.delete(file);
        Files.delete(identityFolder().resolve("spent-token"));

        assertThat(enrolled(store(), "token-1")).isEqualTo(enrolled);
        assertThat(gateway.tokens).hasSize(1);
        IdentityStore store = store();
        assertThat(renewal(store, inTwoYears(), () -> {}).look()).isZero();
        assertWhole(store().find().orElseThrow(), renewed());
        assertThat(identityFolder().resolve("key.pem")).doesNotExist();
    }

    @Test
    void aNewTokenEnrolsTheCarAgainAndTheSameOneDoesNot() throws Exception {
        CarIdentity first = enrolled(store(), "token-1");
        assertThat(enrolled(store(), "token-1")).isEqualTo(first);
        assertThat(enrolled(store(), "")).isEqualTo(first);
        CarIdentity second = enrolled(store(), "token-2");
        assertThat(second.key()).isNotEqualTo(first.key());
        assertThat(enrolled(store(), "token-2")).isEqualTo(second);
        assertThat(gateway.tokens).containsExactly("token-1", "token-2");
    }

    private CarIdentity enrolled(IdentityStore store, String token) throws Exception {
        AgentConfig config = config(token);
        return Enrolment.ensure(config, config.cars().getFirst(), identityFolder(), store);
    }

    private Renewal renewal(IdentityStore store, InstantSource clock, Runnable renewed) {
        return new Renewal("car-01", () -> channel(store), store, clock, new Random(7), renewed);
    }

    private io.grpc.ManagedChannel channel(IdentityStore store) {
        try {
            return io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress("localhost", gateway.linkPort())
                    .sslContext(store.find().orElseThrow().grpcContext())
                    .build();
        } catch (IOException | java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static InstantSource inTwoYears() {
        return InstantSource.fixed(Instant.now().plus(Duration.ofDays(730)));
    }

    private Path identityFolder() {
        return folder.resolve("state/car-01/identity");
    }

    private IdentityStore store() {
        return new IdentityStore(identityFolder());
    }

    private BigInteger renewed() {
        return gateway.renewals.getLast();
    }

    private long helloed(BigInteger serial) {
        return gateway.helloSerials.stream().filter(serial::equals).count();
    }

    private List<Long> sequences(Lane lane) {
        return gateway.uplinks.stream()
                .filter(up -> up.getLane() == lane)
                .map(Uplink::getSequence)
                .toList();
    }

    /** Key and certificate belong together. */
    private static void assertWhole(CarIdentity identity, BigInteger serial) throws Exception {
        assertThat(identity.chain().getFirst().getSerialNumber()).isEqualTo(serial);
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(identity.key());
        signer.update(new byte[] {1, 2, 3});
        byte[] signature = signer.sign();
        signer.initVerify(identity.chain().getFirst().getPublicKey());
        signer.update(new byte[] {1, 2, 3});
        assertThat(signer.verify(signature)).isTrue();
    }
}
