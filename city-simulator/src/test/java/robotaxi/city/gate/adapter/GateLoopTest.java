package robotaxi.city.gate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.city.gate.GateScenes;
import robotaxi.city.gate.Lanes;
import robotaxi.city.gate.PlainDrivers;
import robotaxi.city.gate.Promotion;
import robotaxi.city.gate.RolloutScore;
import robotaxi.city.gate.RolloutTerms;
import robotaxi.city.gate.Scorers;
import robotaxi.city.gate.Series;
import robotaxi.city.gate.Trace;
import robotaxi.city.scene.SceneGenerator;
import robotaxi.city.scene.SceneId;
import robotaxi.city.scene.Template;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.runtime.DriverAddress;
import robotaxi.contracts.alpasim.runtime.RolloutSpec;
import robotaxi.contracts.alpasim.runtime.RuntimeServiceGrpc;
import robotaxi.contracts.alpasim.runtime.SimulationRequest;
import robotaxi.contracts.alpasim.runtime.SimulationReturn;

/** The whole loop over real gRPC: gate, runtime and driver. */
class GateLoopTest {
    private static final SceneId QUEUE = GateScenes.list().stream()
            .filter(scene -> scene.template() == Template.QUEUE)
            .findFirst()
            .orElseThrow();

    @TempDir
    Path folder;

    private RuntimeProcess runtime;
    private DriverDoor driver;
    private ManagedChannel channel;

    @BeforeEach
    void open() throws IOException {
        runtime = new RuntimeProcess(new RolloutRunner(RolloutTerms.DEFAULT, folder.resolve("logs"), false, 1), 0);
        driver = new DriverDoor("constant-speed", PlainDrivers.constantSpeed());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", runtime.port())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        driver.close();
        runtime.close();
    }

    private SimulationRequest.Builder request(String scene) {
        return SimulationRequest.newBuilder()
                .addAvailableDrivers(
                        DriverAddress.newBuilder().setIp("127.0.0.1").setPort(driver.port()))
                .setNConcurrentPerDriver(1)
                .addRolloutSpecs(RolloutSpec.newBuilder().setScenarioId(scene).setNrRollouts(1));
    }

    private SimulationReturn simulate(SimulationRequest.Builder request) {
        return RuntimeServiceGrpc.newBlockingStub(channel).simulate(request.build());
    }

    @Test
    void theRuntimeDrivesTheDriverIntoTheQueueAndTheLogSaysSo() throws IOException {
        SimulationReturn answer = simulate(request(QUEUE.toString()));
        SimulationReturn.RolloutReturn rollout = answer.getRolloutReturns(0);
        assertThat(rollout.getSuccess()).as(rollout.getError()).isTrue();
        List<Series> series = RolloutRunner.series(rollout);
        RolloutScore score = RolloutScore.of(series);
        assertThat(score.metrics()).containsEntry("collision_at_fault", 1.0);
        assertThat(score.score()).isZero();
        // AlpaSim's own reductions know nothing of faults and cuts.
        assertThat(rollout.getAggregatedMetricsMap())
                .containsKey("collision_any")
                .doesNotContainKey("collision_at_fault");

        Path log = folder.resolve("logs/rollouts/" + QUEUE + "/" + rollout.getRolloutUuid() + "/rollout.asl");
        assertThat(log.resolveSibling("_complete")).exists();
        Trace trace = AslTrace.read(log);
        assertThat(trace.moments()).hasSize(122);
        assertThat(trace.decisions()).hasSize(120);
        List<Series> again =
                Scorers.of(trace, new Lanes(SceneGenerator.scene(QUEUE).roads()));
        RolloutScore rescored = RolloutScore.of(again);
        for (Map.Entry<String, Double> figure : score.metrics().entrySet()) {
            if (!figure.getKey().equals("drive_ms")) {
                // The log holds single precision.
                assertThat(rescored.metrics().get(figure.getKey()))
                        .as(figure.getKey())
                        .isCloseTo(figure.getValue(), within(1e-3));
            }
        }
    }

    @Test
    void whatCannotBeSimulatedIsRefusedByItsStatus() {
        assertThat(statusOf(request("clipgt-unknown"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(statusOf(request(QUEUE.toString()).setNConcurrentPerDriver(0)))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(statusOf(request(QUEUE.toString())
                        .setRolloutSpecs(
                                0,
                                RolloutSpec.newBuilder()
                                        .setScenarioId(QUEUE.toString())
                                        .setNrRollouts(2)
                                        .addSessionUuids("one"))))
                .isEqualTo(Status.Code.UNKNOWN);
        assertThat(simulate(request(QUEUE.toString())
                                .setRolloutSpecs(0, RolloutSpec.newBuilder().setScenarioId(QUEUE.toString())))
                        .getRolloutReturnsCount())
                .isZero();
    }

    private Status.Code statusOf(SimulationRequest.Builder request) {
        try {
            simulate(request);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    @Test
    void aDriverThatIsNotThereFailsTheRollout() {
        SimulationRequest.Builder request = request(QUEUE.toString());
        request.getAvailableDriversBuilder(0).setPort(1);
        SimulationReturn.RolloutReturn rollout = simulate(request).getRolloutReturns(0);
        assertThat(rollout.getSuccess()).isFalse();
        assertThat(rollout.getError()).contains("UNAVAILABLE");
    }

    @Test
    void afterShutDownNothingIsTaken() {
        var info = RuntimeServiceGrpc.newBlockingStub(channel).getRuntimeInfo(Empty.getDefaultInstance());
        assertThat(info.getScenesCount()).isGreaterThanOrEqualTo(50);
        var _ = RuntimeServiceGrpc.newBlockingStub(channel).shutDown(Empty.getDefaultInstance());
        assertThatThrownBy(() -> simulate(request(QUEUE.toString()))).isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void theGateGoesOnWhereItWasAndComparesWithAChampion() throws IOException, InterruptedException {
        List<String> told = new ArrayList<>();
        GateRun.Terms terms = new GateRun.Terms(
                folder,
                new GateRun.Address("127.0.0.1", runtime.port()),
                List.of(QUEUE),
                1,
                1,
                new Promotion.Bars(0.4, 1000, 1),
                1);
        try (DriverDoor braking = new DriverDoor("brakes", PlainDrivers.braking())) {
            GateClient.Driver candidate = new GateClient.Driver("brakes@1", "brakes@1", "127.0.0.1", braking.port());
            Optional<GateClient.Driver> champion =
                    Optional.of(new GateClient.Driver("steady@1", "steady@1", "127.0.0.1", driver.port()));
            ObjectNode report = new GateRun(terms, told::add).run(candidate, champion);
            assertThat(report.path("verdict").asText()).isEqualTo("pass");
            assertThat(report.path("baselines").path("constantSpeed").asDouble())
                    .isZero();
            assertThat(report.path("comparison").path("meanDifference").asDouble())
                    .isPositive();
            assertThat(report.path("rollouts")
                            .path(0)
                            .path("replay")
                            .path("frames")
                            .size())
                    .isEqualTo(25);
        }
        assertThat(told).hasSize(4);
        // Kept results need no driver any more.
        ObjectNode again = new GateRun(terms, told::add)
                .run(
                        new GateClient.Driver("brakes@1", "brakes@1", "127.0.0.1", 1),
                        Optional.of(new GateClient.Driver("steady@1", "steady@1", "127.0.0.1", 1)));
        assertThat(again.path("verdict").asText()).isEqualTo("pass");
    }

    @Test
    void wordsOfADriverAreReadAndNeverRun() {
        byte[] ours = DebugWords.write(Map.of("reasoning_text", "slow \\ down\nnow"));
        assertThat(DebugWords.read(ours)).containsEntry("reasoning_text", "slow \\ down\nnow");
        byte[] flags =
                "(dVsafe_trajectory\nI00\nsVselect_ix\nI3\ns.".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(DebugWords.read(flags))
                .containsEntry("safe_trajectory", "00")
                .containsEntry("select_ix", "3");
        byte[] evil = "cos\nsystem\n(S'true'\ntR.".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(DebugWords.read(evil)).isEmpty();
    }

    @Test
    void aLogThatWasCutOffIsReadAsFarAsItGoes() throws IOException {
        Path log = folder.resolve("cut.asl");
        try (AslFile.Writer writer = new AslFile.Writer(log)) {
            writer.write(robotaxi.contracts.alpasim.logging.LogEntry.newBuilder()
                    .setRolloutMetadata(robotaxi.contracts.alpasim.logging.RolloutMetadata.getDefaultInstance())
                    .build());
        }
        byte[] whole = Files.readAllBytes(log);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length + 3);
        Files.write(log, cut);
        assertThat(AslFile.read(log)).hasSize(1);
    }
}
