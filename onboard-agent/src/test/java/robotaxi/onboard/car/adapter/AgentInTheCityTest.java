package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.BookmarkMoment;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.geo.v1.Route;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.mcap.ChunkCodec;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.telemetry.v1.ModelState;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.PackageIdentity;
import robotaxi.onboard.model.ThinkingNeed;

/** The whole agent in the city simulator, in real time: a car gets a model that reasons by the normal road, and drives with it. */
class AgentInTheCityTest extends AgentUnderTest {
    private static final System.Logger LOG = System.getLogger(AgentInTheCityTest.class.getName());
    private static final Path TINY = Path.of("src/test/resources/model/city-reason-tiny.zip");
    private static final Set<String> FOUR = Set.of(
            "camera_cross_left_120fov",
            "camera_front_wide_120fov",
            "camera_cross_right_120fov",
            "camera_front_tele_30fov");

    /** The newest trained package, or what ROBOTAXI_MODEL names. */
    private static Optional<Path> trained() throws IOException {
        String named = System.getenv("ROBOTAXI_MODEL");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        try (Stream<Path> packages = Files.list(Path.of("../training/packages"))) {
            return packages.filter(file -> file.getFileName().toString().matches("city-reason-.*\\.zip"))
                    .max(Comparator.naturalOrder());
        }
    }

    private static AgentConfig.Car car() {
        return new AgentConfig.Car("car-01", "VIN1", "sim-cpu", "token-1", ThinkingNeed.Policy.NEED, FOUR, "");
    }

    @Test
    void aCarThatRunsAModelOfFourCamerasIsServedThem() throws Exception {
        try (FakeUpdateService ota = service(TINY);
                AgentProcess agent = AgentProcess.start(config(ota.url(), ota.settings(folder), car()));
                SimulatedCity city = new SimulatedCity(agent.port())) {
            activate(ota, city, releaseOf(TINY));
            until("four cameras are asked for", city, () -> city.car().cameras() == 4);
            gateway.send("dispatch", mission(city, 120));
            // Its weights are chance: what it wants is none of the test's business, only that it sees and plans.
            until(
                    "it thinks",
                    city,
                    () -> model().map(ModelState::getFullThoughts).orElse(0L) > 3);
            gateway.send(
                    "gateway",
                    order("bookmark")
                            .setBookmarkMoment(BookmarkMoment.newBuilder().setReason("all four")));
            until(
                    "marked",
                    city,
                    () -> gateway.uplinks.stream()
                            .anyMatch(up -> up.getSafety().getKind() == SafetyKind.SAFETY_KIND_BOOKMARK));
        }
        Map<String, Integer> pictures = picturesInTheRecording();
        assertThat(pictures.keySet()).containsAll(FOUR);
        assertThat(pictures.values()).allMatch(count -> count > 3);
    }

    /** How many there are of each camera, in the one that the agent kept when it ended. */
    private Map<String, Integer> picturesInTheRecording() throws IOException {
        Map<String, Integer> pictures = new TreeMap<>();
        for (Path clip : recordings()) {
            try (FileChannel file = FileChannel.open(clip)) {
                count(McapIndex.open(file, ChunkCodec.NONE), pictures);
            }
        }
        LOG.log(Level.INFO, () -> "Recorded " + pictures);
        return pictures;
    }

    private static void count(McapIndex index, Map<String, Integer> pictures) throws IOException {
        for (McapIndex.Channel channel : index.channels()) {
            if (channel.schema().equals(CompressedImage.getDescriptor().getFullName())) {
                for (McapIndex.Entry entry : index.entries(channel)) {
                    CompressedImage picture = CompressedImage.parseFrom(index.message(entry));
                    assertThat(picture.getData().byteAt(0)).as("JPEG begins so").isEqualTo((byte) 0xff);
                    pictures.merge(picture.getFrameId(), 1, Integer::sum);
                }
            }
        }
    }

    private List<Path> recordings() throws IOException {
        try (Stream<Path> clips = Files.list(folder.resolve("state/car-01/clips"))) {
            return clips.filter(file -> file.toString().endsWith(".mcap")).toList();
        }
    }

    @Test
    void aCarDrivesWithTheTrainedModel() throws Exception {
        Optional<Path> found = trained();
        assumeTrue(found.isPresent(), "no trained package city-reason-*.zip in training/packages");
        Path trained = found.orElseThrow();
        try (FakeUpdateService ota = service(trained);
                AgentProcess agent = AgentProcess.start(config(ota.url(), ota.settings(folder), car()));
                SimulatedCity city = new SimulatedCity(agent.port())) {
            activate(ota, city, releaseOf(trained));
            gateway.send("dispatch", mission(city, 400));
            until("it has come far", city, () -> city.car().odometerMetres() > 300);

            ModelState state = model().orElseThrow();
            LOG.log(Level.INFO, () -> "Driven by " + city.sources + " " + city.car() + " " + state);
            assertThat(state.getReasoning()).isNotBlank();
            assertThat(state.getReflexes()).isGreaterThan(state.getFullThoughts());
            int ticks = city.sources.values().stream().mapToInt(n -> n).sum();
            int own = city.sources.getOrDefault("model", 0) + city.sources.getOrDefault("retimed", 0);
            assertThat(own)
                    .as("ticks that the model drove, of %d: %s", ticks, city.sources)
                    .isGreaterThan(ticks / 2);
            assertThat(city.collided()).isFalse();
        }
    }

    private FakeUpdateService service(Path zip) throws Exception {
        return new FakeUpdateService(gateway, releaseOf(zip), Files.readAllBytes(zip));
    }

    private static String releaseOf(Path zip) throws IOException {
        return PackageIdentity.read(PackageFiles.inZip(zip)).releaseId();
    }

    private void activate(FakeUpdateService ota, SimulatedCity city, String releaseId) throws Exception {
        until("the link is up", city, () -> gateway.hellos.size() == 2);
        ota.offer("rollout-1");
        until("staged", city, () -> slots().contains("\"staged\""));
        gateway.send(
                "ota",
                Command.newBuilder()
                        .setCommandId("command-activate")
                        .setVehicleId("car-01")
                        .setNotAfter(soon())
                        .setActivateRelease(ActivateRelease.newBuilder()
                                .setRolloutId("rollout-1")
                                .setReleaseId(releaseId)
                                .setReservationFence(1)));
        until("it runs", city, () -> runs(releaseId));
    }

    private boolean runs(String releaseId) {
        return model().map(ModelState::getReleaseId).filter(releaseId::equals).isPresent();
    }

    /** What the newest telemetry says of the model. */
    private Optional<ModelState> model() {
        return gateway.uplinks.stream()
                .filter(Uplink::hasTelemetry)
                .reduce((_, newest) -> newest)
                .map(up -> up.getTelemetry().getSamples(up.getTelemetry().getSamplesCount() - 1))
                .map(sample -> sample.getModel());
    }

    private static Command.Builder mission(SimulatedCity city, int metres) {
        Route.Builder route = Route.newBuilder();
        for (int at = 0; at <= metres; at += 5) {
            route.addPoints(at(city.ahead(at).x(), city.ahead(at).y()));
            if (at > 0) {
                route.addSpeedLimitsMetresPerSecond(10);
            }
        }
        return Command.newBuilder()
                .setCommandId("command-m1")
                .setVehicleId("car-01")
                .setNotAfter(soon())
                .setStartMission(StartMission.newBuilder()
                        .setMissionId("m1")
                        .setRideId("ride-1")
                        .setPurpose(MissionPurpose.MISSION_PURPOSE_REPOSITION)
                        .setRoute(route));
    }

    private static void until(String what, SimulatedCity city, BooleanSupplier condition) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(limit)) {
                fail("did not happen: " + what + ", the car is " + city.car() + ", plans " + city.sources);
            }
            city.tick();
        }
    }
}
