package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.geo.v1.Route;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.link.GatewayAddress;
import robotaxi.onboard.model.HostOptions;

/** What tests of the whole agent share: one car's settings, its gateway with real TLS, and missions along a straight road. */
abstract class AgentUnderTest {
    private static final LocalFrame FRAME = new LocalFrame(43.73, 7.42);

    @TempDir
    Path folder;

    FakeGateway gateway;

    @BeforeEach
    void openGateway() throws Exception {
        gateway = new FakeGateway();
        gateway.writeRoot(folder.resolve("root.pem"));
    }

    @AfterEach
    void closeGateway() {
        gateway.close();
    }

    AgentConfig config(String token) {
        return config(
                token,
                "https://localhost:1",
                new AgentConfig.Updates(
                        folder.resolve("none.json").toString(),
                        folder.resolve("none.json").toString(),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        1000));
    }

    AgentConfig config(String token, String otaUrl, AgentConfig.Updates updates) {
        return config(otaUrl, updates, new AgentConfig.Car("car-01", "VIN1", "sim-cpu", token));
    }

    AgentConfig config(String otaUrl, AgentConfig.Updates updates, AgentConfig.Car car) {
        return new AgentConfig(
                folder.resolve("state").toString(),
                0,
                "localhost",
                List.of(new GatewayAddress("localhost", gateway.linkPort())),
                gateway.enrolmentPort(),
                otaUrl,
                "https://localhost:1",
                folder.resolve("root.pem").toString(),
                updates,
                AgentConfig.Recorder.DEFAULT,
                FRAME.originLatitude(),
                FRAME.originLongitude(),
                1.0,
                HostOptions.DEFAULT,
                0,
                5,
                true,
                Duration.ofHours(24),
                List.of(car));
    }

    /** A mission from one place on the road to another, metres. */
    static Command.Builder start(String id, MissionPurpose purpose, double fromX, double toX) {
        return Command.newBuilder()
                .setCommandId("command-" + id)
                .setVehicleId("car-01")
                .setNotAfter(soon())
                .setStartMission(StartMission.newBuilder()
                        .setMissionId(id)
                        .setRideId("ride-1")
                        .setPurpose(purpose)
                        .setRoute(Route.newBuilder()
                                .addPoints(at(fromX))
                                .addPoints(at(toX))
                                .addSpeedLimitsMetresPerSecond(10)));
    }

    /** An order to the car; its body is still to come. */
    static Command.Builder order(String id) {
        return Command.newBuilder().setCommandId(id).setVehicleId("car-01").setNotAfter(soon());
    }

    /** Whether the newest open question is of that kind. */
    boolean hasAsked(AssistKind kind) {
        return question()
                .filter(report -> report.getRequest().getKind() == kind)
                .isPresent();
    }

    /** What the open question shows now. */
    Optional<AssistScene> scene() {
        return question()
                .map(asked -> said().stream()
                        .filter(report -> report.getRequestId().equals(asked.getRequestId()) && report.hasScene())
                        .map(AssistReport::getScene)
                        .reduce((_, last) -> last)
                        .orElse(asked.getRequest().getScene()));
    }

    /** A person chooses, in the scene that the car shows now. */
    void answer(String id, String option) {
        gateway.send(
                "incident",
                advice(id, question().orElseThrow(), scene().orElseThrow().getSceneId(), option));
    }

    /** Whenever the car offers it: on a busy machine a plan may be so late that it asks for another reason first, or stops once more. */
    void letItGoUntilItDrives(FakeWorld world, double beyondX) throws Exception {
        Set<String> answered = new HashSet<>();
        until("let go, it drives", world, () -> {
            scene().filter(now -> now.getOptionsList().stream()
                            .anyMatch(option -> option.getOptionId().equals("release")))
                    .filter(now -> answered.add(now.getSceneId()))
                    .ifPresent(_ -> answer("go-" + answered.size(), "release"));
            return world.x() > beyondX;
        });
        assertThat(answered).isNotEmpty();
    }

    /** All that the driving record holds. */
    String drivingRecord() {
        Path record = folder.resolve("state/car-01/driving-record");
        try (Stream<Path> files = Files.list(record)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Timestamp soon() {
        return Timestamp.newBuilder()
                .setSeconds(Instant.now().plusSeconds(60).getEpochSecond())
                .build();
    }

    private static Position at(double x) {
        return at(x, 0);
    }

    /** So far east and north of the road's start, metres. */
    static Position at(double x, double y) {
        return Position.newBuilder()
                .setLatitudeDegrees(FRAME.latitude(y))
                .setLongitudeDegrees(FRAME.longitude(x))
                .build();
    }

    /** Which releases the car has, and which of them drives. */
    String slots() {
        Path slots = folder.resolve("state/car-01/model/slots.json");
        try {
            return Files.exists(slots) ? Files.readString(slots) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Lets the world go on until it happens. */
    void until(String what, FakeWorld world, BooleanSupplier condition) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(limit)) {
                fail("did not happen: " + what + "; it asked and said " + said());
            }
            world.tick();
        }
    }

    /** Whether the gateway heard of it. */
    boolean reached(String missionId, MissionState state) {
        return gateway.uplinks.stream()
                .anyMatch(up -> up.getEvent().getMission().getMissionId().equals(missionId)
                        && up.getEvent().getMission().getState() == state);
    }

    /** What it said at the assistance desk. */
    List<AssistReport> said() {
        return gateway.uplinks.stream()
                .filter(up -> up.getLane() == Lane.LANE_ASSIST)
                .map(Uplink::getAssistance)
                .toList();
    }

    /** The newest that is open: on its way to the parked vehicle a car on a busy machine may stand, ask, and go on by itself. */
    Optional<AssistReport> question() {
        Set<String> over = said().stream()
                .filter(AssistReport::hasClosed)
                .map(AssistReport::getRequestId)
                .collect(Collectors.toSet());
        return said().stream()
                .filter(report -> report.hasRequest() && !over.contains(report.getRequestId()))
                .reduce((_, newest) -> newest);
    }

    /** A person chooses one of the options. */
    static Command.Builder advice(String id, AssistReport question, String scene, String option) {
        return Command.newBuilder()
                .setCommandId(id)
                .setVehicleId("car-01")
                .setNotAfter(Timestamp.newBuilder()
                        .setSeconds(Instant.now().plusSeconds(5).getEpochSecond()))
                .setGiveAdvice(GiveAdvice.newBuilder()
                        .setRequestId(question.getRequestId())
                        .setSceneId(scene)
                        .setOptionId(option));
    }

    /** What it said of a command. */
    List<CommandReport> reports(String commandId) {
        return gateway.uplinks.stream()
                .filter(Uplink::hasCommandReport)
                .map(Uplink::getCommandReport)
                .filter(report -> report.getCommandId().equals(commandId))
                .toList();
    }

    /** Whether a command came to this. */
    boolean ended(String commandId, CommandState state, String code) {
        return reports(commandId).stream()
                .anyMatch(
                        report -> report.getState() == state && report.getCode().equals(code));
    }
}
