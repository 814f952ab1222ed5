package robotaxi.onboard.car.adapter;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import robotaxi.onboard.door.adapter.EgodriverDoor;
import robotaxi.onboard.link.adapter.GrpcLink;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.ThinkingNeed;
import robotaxi.onboard.model.adapter.Models;
import robotaxi.onboard.model.adapter.WarmUp;

/** An agent without a fleet: one model behind AlpaSim's driver service, for a simulator or a release gate. */
public final class DoorAgent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DoorAgent.class.getName());
    private static final int MAX_INBOUND_BYTES = 64 << 20;
    private static final long FULL_EVERY_US = 1_000_000;

    private final DrivingModel model;
    private final Server server;

    /**
     * How it drives.
     *
     * @param seed of every session; empty: the seed that the simulator gives each
     * @param samples proposed for each decision
     */
    public record Terms(ThinkingNeed.Policy thinking, OptionalLong seed, int samples, HostOptions host) {}

    /** Loads the model, warms it up, and only then opens the door. */
    public DoorAgent(PackageFiles files, InetSocketAddress address, Terms terms) throws IOException {
        model = Models.load(files, terms.host());
        var session = new IndependentSession.Terms(terms.thinking(), FULL_EVERY_US, terms.seed(), terms.samples());
        try {
            WarmUp.of(model);
            server = NettyServerBuilder.forAddress(address)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .maxInboundMessageSize(MAX_INBOUND_BYTES)
                    .addService(new EgodriverDoor(
                            Map.of(),
                            () -> new IndependentSession(model, session),
                            "onboard-agent " + GrpcLink.agentVersion() + " " + model.releaseId()))
                    .build()
                    .start();
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
        LOG.log(
                Level.INFO,
                () -> "Door is open release=" + model.releaseId() + " provider="
                        + model.footing().provider() + " port=" + server.getPort());
    }

    /** Port of the door. */
    public int port() {
        return server.getPort();
    }

    /** What drives. */
    public String releaseId() {
        return model.releaseId();
    }

    /** Waits until it is closed. */
    public void await() throws InterruptedException {
        server.awaitTermination();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            var _ = server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        model.close();
    }
}
