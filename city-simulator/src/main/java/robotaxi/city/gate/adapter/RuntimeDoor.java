package robotaxi.city.gate.adapter;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robotaxi.city.gate.GateScenes;
import robotaxi.city.scene.SceneId;
import robotaxi.city.view.Camera;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.runtime.RolloutSpec;
import robotaxi.contracts.alpasim.runtime.RuntimeInfo;
import robotaxi.contracts.alpasim.runtime.RuntimeServiceGrpc;
import robotaxi.contracts.alpasim.runtime.SceneInfo;
import robotaxi.contracts.alpasim.runtime.SceneMetadata;
import robotaxi.contracts.alpasim.runtime.ServiceCapacity;
import robotaxi.contracts.alpasim.runtime.SimulationRequest;
import robotaxi.contracts.alpasim.runtime.SimulationReturn;

/** AlpaSim's runtime interface over our own scenes, renderer and car. */
public final class RuntimeDoor extends RuntimeServiceGrpc.RuntimeServiceImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeDoor.class);

    private final RolloutRunner runner;
    private final Runnable whenShutDown;
    private volatile boolean closing;

    /**
     * A runtime.
     *
     * @param whenShutDown is told once somebody asks for the end
     */
    public RuntimeDoor(RolloutRunner runner, Runnable whenShutDown) {
        this.runner = runner;
        this.whenShutDown = whenShutDown;
    }

    private record Ask(SceneId scene, String session, boolean chosen, int driver) {}

    @Override
    public void simulate(SimulationRequest request, StreamObserver<SimulationReturn> out) {
        if (closing) {
            out.onError(Status.UNAVAILABLE.withDescription("shutting down").asRuntimeException());
            return;
        }
        List<Ask> asks;
        try {
            asks = asks(request);
        } catch (IllegalArgumentException e) {
            out.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
            return;
        } catch (IllegalStateException e) {
            out.onError(Status.UNKNOWN.withDescription(e.getMessage()).asRuntimeException());
            return;
        }
        out.onNext(run(request, asks, Context.current()));
        out.onCompleted();
    }

    private static List<Ask> asks(SimulationRequest request) {
        if (request.getAvailableDriversCount() == 0) {
            throw new IllegalArgumentException("no driver is available");
        }
        if (request.getNConcurrentPerDriver() < 1) {
            throw new IllegalArgumentException("n_concurrent_per_driver must be at least 1");
        }
        List<Ask> asks = new ArrayList<>();
        for (RolloutSpec spec : request.getRolloutSpecsList()) {
            SceneId scene = SceneId.parse(spec.getScenarioId())
                    .orElseThrow(() -> new IllegalArgumentException("unknown scene " + spec.getScenarioId()));
            if (spec.getNrRollouts() == 0) {
                LOG.warn("A scene without rollouts is left out: {}", scene);
            }
            int chosen = spec.getSessionUuidsCount();
            if (chosen != 0 && chosen != spec.getNrRollouts()) {
                throw new IllegalStateException("session_uuids and nr_rollouts differ for " + scene);
            }
            for (int i = 0; i < spec.getNrRollouts(); i++) {
                String session = chosen == 0 ? UUID.randomUUID().toString() : spec.getSessionUuids(i);
                asks.add(new Ask(scene, session, chosen != 0, asks.size() % request.getAvailableDriversCount()));
            }
        }
        return asks;
    }

    private SimulationReturn run(SimulationRequest request, List<Ask> asks, Context caller) {
        List<GrpcEgoDriver> drivers = request.getAvailableDriversList().stream()
                .map(address -> new GrpcEgoDriver(address.getIp(), address.getPort()))
                .toList();
        int atOnce = drivers.size() * request.getNConcurrentPerDriver();
        SimulationReturn.Builder answer = SimulationReturn.newBuilder().setRuntimeVersion(RolloutRunner.VERSION);
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
            List<Future<SimulationReturn.RolloutReturn>> running = new ArrayList<>();
            for (Ask ask : asks) {
                running.add(workers.submit(() -> {
                    SimulationReturn.RolloutReturn one = runner.run(
                            ask.scene(), ask.session(), ask.chosen(), drivers.get(ask.driver()), caller::isCancelled);
                    if (asks.size() > 1) {
                        LOG.info("Rollout {} of {} ended: {}", done.incrementAndGet(), asks.size(), ask.scene());
                    }
                    return one;
                }));
            }
            for (Future<SimulationReturn.RolloutReturn> one : running) {
                answer.addRolloutReturns(one.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.withCause(e).asRuntimeException();
        } catch (ExecutionException e) {
            throw Status.INTERNAL
                    .withDescription("a rollout broke: " + e.getCause())
                    .withCause(e)
                    .asRuntimeException();
        } finally {
            drivers.forEach(GrpcEgoDriver::close);
        }
        return answer.build();
    }

    @Override
    public void getRuntimeInfo(Empty request, StreamObserver<RuntimeInfo> out) {
        int cores = Runtime.getRuntime().availableProcessors();
        RuntimeInfo.Builder info = RuntimeInfo.newBuilder()
                .setMaxSupportedConcurrentRollouts(cores)
                .setNrWorkers(1)
                .setRendererType("robotaxi-cpu")
                .setRuntimeVersion(RolloutRunner.VERSION);
        for (String skipped : List.of("physics", "traffic")) {
            info.addServiceCapacities(
                    ServiceCapacity.newBuilder().setServiceName(skipped).setSkipped(true));
        }
        for (SceneId scene : GateScenes.list()) {
            SceneMetadata.Builder metadata = SceneMetadata.newBuilder().setVersionString("1");
            Camera.RIG.forEach(camera -> metadata.addCameraIds(camera.id()));
            info.addScenes(SceneInfo.newBuilder()
                    .setSceneId(scene.toString())
                    .setProviderKind("robotaxi")
                    .setMetadata(metadata));
        }
        out.onNext(info.build());
        out.onCompleted();
    }

    @Override
    public void shutDown(Empty request, StreamObserver<Empty> out) {
        closing = true;
        out.onNext(Empty.getDefaultInstance());
        out.onCompleted();
        whenShutDown.run();
    }
}
