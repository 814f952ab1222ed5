package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.gateway.Audited;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.testkit.KafkaReader;

/** A car's next certificate, and every way in which its answer can be lost. */
@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class RenewalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void aRenewalWhileRecordsFlowLosesNothingAndKeepsTheOrder() throws Exception {
        TestCar old = car("renew-1");
        try (CarLink before = open(old)) {
            send(before, 1, 200);
            TestCar renewed = old.renewed(pki, config.linkPort());
            send(before, 201, 400);
            assertThat(renewed.certificate().getPublicKey())
                    .isNotEqualTo(old.certificate().getPublicKey());
            long durable = before.await(FrameCase.ACK).getAck().getDurableSequence();
            // As the agent does: the new stream begins after the last record that is known to be durable.
            try (CarLink after = open(renewed)) {
                send(after, durable + 1, 600);
                awaitAck(after, 600);
            }
        }
        List<Long> arrived = KafkaReader.readAll(kafka, Topics.VEHICLE_EVENTS).stream()
                .filter(r -> r.key().equals("renew-1"))
                .map(r -> parsed(r.value()).getSequence())
                .toList();
        Set<Long> firstOfEach = new LinkedHashSet<>(arrived);
        assertThat(firstOfEach)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 600).boxed().toList());
        assertThat(Audited.of(database, "renew-1")).last().asString().startsWith("vehicle.renew certificate ");
        refused(old, "link.certificate-superseded");
    }

    @Test
    void whoLosesTheAnswerGetsInWithTheOldOneAndAsksAgain() throws Exception {
        TestCar old = car("renew-2");
        welcomed(old);
        TestCar lost = old.renewed(pki, config.linkPort());
        welcomed(old);
        TestCar kept = old.renewed(pki, config.linkPort());
        welcomed(old);
        welcomed(kept);
        refused(old, "link.certificate-superseded");
        refused(lost, "link.certificate-superseded");
        try (CarLink session = open(kept);
                CarLink bulk = CarLink.bulk(old.channel(pki, config.linkPort()), 4)) {
            assertThat(bulk.end().getDescription()).isEqualTo("link.certificate-superseded");
            session.fallSilent();
        }
    }

    @Test
    void whoHadTheAnswerOnDiskButNeverUsedItGetsInWithTheNewOne() throws Exception {
        TestCar old = car("renew-3");
        welcomed(old);
        TestCar renewed = old.renewed(pki, config.linkPort());
        welcomed(renewed);
        welcomed(renewed);
        refused(old, "link.certificate-superseded");
    }

    @Test
    void aRequestThatCannotBeSignedChangesNothing() throws Exception {
        TestCar car = car("renew-4");
        assertThatThrownBy(() -> car.renew(pki, config.linkPort(), "no request".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(e.getStatus().getDescription()).isEqualTo("renewal.bad-request");
                });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Audited.by(database, TestCar.address("renew-4")))
                        .containsExactly("link.refused renewal.bad-request: certificate "
                                + VehicleCertificate.fingerprint(car.certificate())));
        welcomed(car);
    }

    @Test
    void onlyACertificateInForceIsRenewed() throws Exception {
        TestCar old = car("renew-5");
        welcomed(old.renewed(pki, config.linkPort()));
        assertThatThrownBy(() -> old.renewed(pki, config.linkPort()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getDescription()).isEqualTo("link.certificate-superseded"));
    }

    @Test
    void theFleetIsToldOfTheNewest() throws Exception {
        TestCar renewed = car("renew-6").renewed(pki, config.linkPort());
        String fingerprint = VehicleCertificate.fingerprint(renewed.certificate());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(KafkaReader.readAll(kafka, Topics.VEHICLE_REGISTRY).stream()
                                .filter(r -> r.key().equals("renew-6"))
                                .toList()
                                .getLast()
                                .value())
                        .satisfies(value -> assertThat(
                                        VehicleRegistration.parseFrom(value).getCertificateFingerprint())
                                .isEqualTo(fingerprint)));
    }

    @Test
    void aCertificateOfBeforeTheBindingIsTakenUntilItsRenewalAndThenIsBound() throws Exception {
        TestCar.register("renew-7");
        TestCar old = TestCar.with("renew-7", pki, pki.forge("urn:robotaxi:vehicle:renew-7"));
        // As the migration carries it over: without a serial.
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("insert into certificate (fingerprint, vehicle_id, issued_at,"
                        + " not_after) values (?, 'renew-7', now(), now() + interval '90 days')")) {
            insert.setString(1, VehicleCertificate.fingerprint(old.certificate()));
            insert.executeUpdate();
        }
        welcomed(old);
        TestCar renewed = old.renewed(pki, config.linkPort());
        assertThat(VehicleCertificate.of(renewed.certificate())
                        .orElseThrow()
                        .name()
                        .vin())
                .isEqualTo(TestCar.vin("renew-7"));
        welcomed(renewed);
    }

    private static void send(CarLink link, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            link.send(Uplink.newBuilder()
                    .setLane(Lane.LANE_EVENT)
                    .setSequence(sequence)
                    .setBootEpoch(1)
                    .setEvent(VehicleEvent.newBuilder()
                            .setMission(MissionChanged.newBuilder().setMissionId("mission-" + sequence)))
                    .build());
        }
    }

    private static void awaitAck(CarLink link, long sequence) throws InterruptedException {
        while (link.await(FrameCase.ACK).getAck().getDurableSequence() < sequence) {}
    }

    private static VehicleEvent parsed(byte[] value) {
        try {
            return VehicleEvent.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private TestCar car(String id) throws Exception {
        return TestCar.enrolled(id, pki, config.enrolmentPort());
    }

    private CarLink open(TestCar car) throws Exception {
        CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0);
        assertThat(link.welcome().getVehicleId()).isEqualTo(car.id());
        return link;
    }

    private void welcomed(TestCar car) throws Exception {
        open(car).close();
    }

    private void refused(TestCar car, String why) throws Exception {
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            assertThat(link.end().getDescription()).isEqualTo(why);
        }
    }
}
