package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.LiveView;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.LaneState;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.Uplinks;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.kit.trace.Trace;
import robotaxi.testkit.KafkaReader;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class LinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    TestPki pki;

    @Inject
    GatewayConfig config;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void anEventIsInKafkaWhenItsAcknowledgementComes() throws Exception {
        TestCar car = car("link-1");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            link.send(event(1, "somebody-else"));
            var ack = link.await(FrameCase.ACK).getAck();
            assertThat(ack.getLane()).isEqualTo(Lane.LANE_EVENT);
            assertThat(ack.getDurableSequence()).isEqualTo(1);
            var record = KafkaReader.readAll(kafka, Topics.VEHICLE_EVENTS).stream()
                    .filter(r -> r.key().equals("link-1"))
                    .toList()
                    .getFirst();
            VehicleEvent event = VehicleEvent.parseFrom(record.value());
            assertThat(event.getVehicleId()).isEqualTo("link-1");
            assertThat(event.getEventId()).isEqualTo("link-1/4/1");
            assertThat(KafkaReader.header(record, Topics.EVENT_ID)).isEqualTo("link-1/4/1");
            assertThat(Trace.parse(KafkaReader.header(record, Topics.TRACEPARENT)))
                    .isPresent();
            assertThat(event.getSessionEpoch()).isEqualTo(epoch);
            assertThat(event.getMission().getMissionId()).isEqualTo("mission-1");
        }
    }

    @Test
    void aRecordInTheWrongLaneIsRefusedForGoodAndTheNextOneIsTaken() throws Exception {
        TestCar car = car("link-2");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            link.welcome();
            link.send(event(1, "").toBuilder().setLane(Lane.LANE_SAFETY).build());
            var nack = link.await(FrameCase.NACK).getNack();
            assertThat(nack.getCode()).isEqualTo("link.wrong-lane");
            assertThat(nack.getRetryAfterMillis()).isZero();
            link.send(event(0, ""));
            assertThat(link.await(FrameCase.NACK).getNack().getCode()).isEqualTo("link.no-sequence");
            link.send(event(1, ""));
            assertThat(link.await(FrameCase.ACK).getAck().getDurableSequence()).isEqualTo(1);
        }
        assertThat(KafkaReader.readAll(kafka, Topics.VEHICLE_SAFETY))
                .noneMatch(r -> r.key().equals("link-2"));
    }

    @Test
    void aRepeatedRecordIsAcknowledgedAgainAndStoredOnce() throws Exception {
        TestCar car = car("link-11");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            assertThat(link.welcome().getDurableList()).isEmpty();
            link.send(event(1, ""));
            link.send(event(2, ""));
            link.send(event(2, ""));
            link.send(event(1, ""));
            await().atMost(PATIENCE)
                    .until(() -> link.await(FrameCase.ACK).getAck().getDurableSequence() == 2);
        }
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            var durable = link.welcome().getDurableList();
            assertThat(durable).anyMatch(ack -> ack.getLane() == Lane.LANE_EVENT && ack.getDurableSequence() == 2);
            link.send(event(2, ""));
            link.send(event(3, ""));
            await().atMost(PATIENCE)
                    .until(() -> link.await(FrameCase.ACK).getAck().getDurableSequence() == 3);
        }
        assertThat(KafkaReader.readAll(kafka, Topics.VEHICLE_EVENTS).stream()
                        .filter(r -> r.key().equals("link-11"))
                        .map(r -> KafkaReader.header(r, Topics.EVENT_ID)))
                .containsExactly("link-11/4/1", "link-11/4/2", "link-11/4/3");
    }

    @Test
    void recordsThatComeTogetherAreEachAcknowledgedAndTelemetryCannotSayWhoseItIs() throws Exception {
        TestCar car = car("link-13");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            try (CarLink bulk = CarLink.bulk(car.channel(pki, config.linkPort()), epoch)) {
                bulk.welcome();
                bulk.send(OpenRequest.newBuilder()
                        .setUplinks(Uplinks.newBuilder()
                                .addUplinks(telemetry(1, 0))
                                .addUplinks(telemetry(2, 0))
                                .addUplinks(telemetry(9, 6)))
                        .build());
                await().atMost(PATIENCE)
                        .until(() -> bulk.await(FrameCase.ACK).getAck().getDurableSequence() == 9);
            }
            List<TelemetryBatch> stored = new ArrayList<>();
            for (var record : KafkaReader.readAll(kafka, Topics.VEHICLE_TELEMETRY)) {
                if (record.key().equals("link-13")) {
                    stored.add(TelemetryBatch.parseFrom(record.value()));
                }
            }
            assertThat(stored).extracting(TelemetryBatch::getSequence).containsExactly(1L, 2L, 9L);
            assertThat(stored).extracting(TelemetryBatch::getConflated).containsExactly(0, 0, 6);
            assertThat(stored).extracting(TelemetryBatch::getVehicleId).containsOnly("link-13");
            assertThat(stored).extracting(TelemetryBatch::getBootEpoch).containsOnly(1L);
            assertThat(stored).extracting(TelemetryBatch::getSessionEpoch).containsOnly(epoch);
            assertThat(stored)
                    .allSatisfy(
                            batch -> assertThat(batch.getSamples(0).getRideId()).isEqualTo("ride-ü"));
        }
    }

    private static Uplink telemetry(long sequence, int conflated) {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_TELEMETRY)
                .setSequence(sequence)
                .setBootEpoch(1)
                .setConflated(conflated)
                .setTelemetry(TelemetryBatch.newBuilder()
                        .setVehicleId("somebody-else")
                        .setSequence(77)
                        .setBootEpoch(78)
                        .setSessionEpoch(79)
                        .setConflated(80)
                        .addSamples(Sample.newBuilder().setRideId("ride-ü")))
                .build();
    }

    @Test
    void bytesThatAreNoTelemetryAreRefusedForGoodAndTheNextOnesAreTaken() throws Exception {
        TestCar car = car("link-14");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            try (CarLink bulk = CarLink.bulk(car.channel(pki, config.linkPort()), epoch)) {
                bulk.welcome();
                // The telemetry's place is taken by a text that is no message: a record of another make, not of ours.
                bulk.send(Uplink.newBuilder()
                        .setLane(Lane.LANE_TELEMETRY)
                        .setSequence(1)
                        .setBootEpoch(1)
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        Uplink.TELEMETRY_FIELD_NUMBER,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addLengthDelimited(ByteString.copyFromUtf8("not telemetry"))
                                                .build())
                                .build())
                        .build());
                var nack = bulk.await(FrameCase.NACK).getNack();
                assertThat(nack.getCode()).isEqualTo("link.unreadable");
                assertThat(nack.getRetryAfterMillis()).isZero();
                bulk.send(telemetry(2, 0));
                assertThat(bulk.await(FrameCase.ACK).getAck().getDurableSequence())
                        .isEqualTo(2);
            }
        }
        assertThat(KafkaReader.readAll(kafka, Topics.VEHICLE_TELEMETRY).stream()
                        .filter(r -> r.key().equals("link-14"))
                        .map(r -> KafkaReader.header(r, Topics.EVENT_ID)))
                .containsExactly("link-14/5/2");
    }

    @Test
    void aCarThatLostItsQueueIsNotToldThatItsNewRecordsAreDurable() throws Exception {
        TestCar car = car("link-12");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            link.welcome();
            link.send(event(5, "")); // the queue dropped nothing that matters here: a jump is the car's own doing
            link.await(FrameCase.ACK);
        }
        try (CarLink link = CarLink.silent(car.channel(pki, config.linkPort()))) {
            link.hello(Hello.newBuilder()
                    .setStream(StreamKind.STREAM_KIND_CONTROL)
                    .setBootEpoch(1)
                    .addLanes(LaneState.newBuilder().setLane(Lane.LANE_EVENT).setLastSequence(1))
                    .build());
            assertThat(link.welcome().getDurableList()).isEmpty();
            link.send(event(1, ""));
            assertThat(link.await(FrameCase.ACK).getAck().getDurableSequence()).isEqualTo(1);
        }
        assertThat(KafkaReader.readAll(kafka, Topics.VEHICLE_EVENTS).stream()
                        .filter(r -> r.key().equals("link-12"))
                        .map(r -> KafkaReader.header(r, Topics.EVENT_ID)))
                .containsExactly("link-12/4/5", "link-12/4/1");
    }

    @Test
    void whoSendsNothingButNonsenseIsSentAway() throws Exception {
        TestCar car = car("link-13");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            link.welcome();
            for (int i = 0; i < 100; i++) {
                link.send(event(0, ""));
            }
            assertThat(link.await(FrameCase.GOODBYE).getGoodbye().getCode()).isEqualTo("retry");
        }
    }

    @Test
    void aSecondSessionTakesTheFirstOnesPlace() throws Exception {
        TestCar car = car("link-3");
        try (CarLink first = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = first.welcome().getSessionEpoch();
            try (CarLink second = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
                assertThat(second.welcome().getSessionEpoch()).isEqualTo(epoch + 1);
                assertThat(first.await(FrameCase.GOODBYE).getGoodbye().getCode())
                        .isEqualTo("superseded");
                assertThat(first.end().getCode()).isEqualTo(Status.Code.OK);
                second.send(event(1, ""));
                second.await(FrameCase.ACK);
            }
        }
        // The first session's late end must not make the car look lost while the second is open.
        awaitPresence("link-3", "CONNECTED 1", "CONNECTED 2", "LOST 2");
    }

    @Test
    void aFarewellIsToldApartFromABrokenLink() throws Exception {
        TestCar car = car("link-4");
        CarLink polite = CarLink.control(car.channel(pki, config.linkPort()), 0);
        polite.welcome();
        polite.farewell();
        awaitPresence("link-4", "CONNECTED 1", "GONE 1");
        CarLink broken = CarLink.control(car.channel(pki, config.linkPort()), 0);
        broken.welcome();
        broken.close();
        awaitPresence("link-4", "CONNECTED 1", "GONE 1", "CONNECTED 2", "LOST 2");
        polite.close();
    }

    @Test
    void aCarThatFallsSilentIsLost() throws Exception {
        TestCar car = car("link-5");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            link.welcome();
            link.fallSilent();
            assertThat(link.await(FrameCase.GOODBYE).getGoodbye().getCode()).isEqualTo("silent");
            awaitPresence("link-5", "CONNECTED 1", "LOST 1");
        }
    }

    @Test
    void aHeartbeatIsAnswered() throws Exception {
        TestCar car = car("link-6");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            assertThat(link.welcome().getHeartbeatIntervalMillis()).isEqualTo(1_000);
            link.send(OpenRequest.newBuilder()
                    .setHeartbeat(Heartbeat.newBuilder().setNumber(1))
                    .build());
            assertThat(link.await(FrameCase.HEARTBEAT).getHeartbeat().getNumber())
                    .isEqualTo(1);
        }
    }

    @Test
    void bulkBelongsToASession() throws Exception {
        TestCar car = car("link-7");
        try (CarLink orphan = CarLink.bulk(car.channel(pki, config.linkPort()), 1)) {
            ended(orphan, Status.Code.FAILED_PRECONDITION, "link.no-session");
        }
        try (CarLink control = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = control.welcome().getSessionEpoch();
            try (CarLink wrong = CarLink.bulk(car.channel(pki, config.linkPort()), epoch + 1)) {
                ended(wrong, Status.Code.FAILED_PRECONDITION, "link.no-session");
            }
            try (CarLink bulk = CarLink.bulk(car.channel(pki, config.linkPort()), epoch)) {
                assertThat(bulk.welcome().getSessionEpoch()).isEqualTo(epoch);
                bulk.send(telemetry(1));
                assertThat(bulk.await(FrameCase.ACK).getAck().getLane()).isEqualTo(Lane.LANE_TELEMETRY);
            }
            control.send(event(1, ""));
            control.await(FrameCase.ACK);
        }
        assertThat(KafkaReader.readAll(kafka, Topics.VEHICLE_TELEMETRY))
                .anyMatch(r -> r.key().equals("link-7"));
    }

    @Test
    void whatACarShowsGoesByTheBulkStreamToATopicThatForgets() throws Exception {
        TestCar car = car("link-view");
        try (CarLink control = CarLink.control(car.channel(pki, config.linkPort()), 0);
                CarLink bulk = CarLink.bulk(
                        car.channel(pki, config.linkPort()), control.welcome().getSessionEpoch())) {
            bulk.welcome();
            bulk.send(Uplink.newBuilder()
                    .setLane(Lane.LANE_BULK)
                    .setSequence(1)
                    .setBootEpoch(1)
                    .setView(LiveView.newBuilder().setViewId("v1"))
                    .build());
            assertThat(bulk.await(FrameCase.ACK).getAck().getLane()).isEqualTo(Lane.LANE_BULK);
        }
        var record = KafkaReader.readAll(kafka, Topics.VEHICLE_VIEWS).stream()
                .filter(r -> r.key().equals("link-view"))
                .toList()
                .getFirst();
        assertThat(LiveView.parseFrom(record.value()).getViewId()).isEqualTo("v1");
        assertThat(Topics.VEHICLE_VIEWS.settings()).containsEntry("retention.ms", "300000");
    }

    @Test
    void helloComesFirst() throws Exception {
        TestCar car = car("link-8");
        try (CarLink link = CarLink.silent(car.channel(pki, config.linkPort()))) {
            link.send(event(1, ""));
            ended(link, Status.Code.INVALID_ARGUMENT, "link.hello-first");
        }
    }

    private TestCar car(String id) throws Exception {
        return TestCar.enrolled(id, pki, config.enrolmentPort());
    }

    private static Uplink event(long sequence, String claimedVehicle) {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_EVENT)
                .setSequence(sequence)
                .setBootEpoch(1)
                .setEvent(VehicleEvent.newBuilder()
                        .setVehicleId(claimedVehicle)
                        .setMission(MissionChanged.newBuilder()
                                .setMissionId("mission-1")
                                .setState(MissionState.MISSION_STATE_ARRIVED)))
                .build();
    }

    private static Uplink telemetry(long sequence) {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_TELEMETRY)
                .setSequence(sequence)
                .setBootEpoch(1)
                .setTelemetry(TelemetryBatch.newBuilder()
                        .addSamples(Sample.newBuilder().setBatteryPercent(80)))
                .build();
    }

    private static void ended(CarLink link, Status.Code code, String why) throws InterruptedException {
        assertThat(link.end().getCode()).isEqualTo(code);
        assertThat(link.end().getDescription()).isEqualTo(why);
    }

    private void awaitPresence(String car, String... news) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(presence(car)).containsExactly(news));
    }

    private List<String> presence(String car) throws InvalidProtocolBufferException {
        List<String> news = new ArrayList<>();
        for (var record : KafkaReader.readAll(kafka, Topics.VEHICLE_PRESENCE)) {
            if (record.key().equals(car)) {
                Presence presence = Presence.parseFrom(record.value());
                news.add(presence.getState().name().substring("PRESENCE_STATE_".length()) + " "
                        + presence.getSessionEpoch());
            }
        }
        return news;
    }
}
