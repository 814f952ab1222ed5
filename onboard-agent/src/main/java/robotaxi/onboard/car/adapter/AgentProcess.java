package robotaxi.onboard.car.adapter;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.door.adapter.BusDoor;
import robotaxi.onboard.door.adapter.EgodriverDoor;
import robotaxi.onboard.link.adapter.GrpcLink;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.adapter.ModelHost;
import robotaxi.onboard.model.adapter.WarmUp;
import robotaxi.onboard.shadow.adapter.ShadowHost;

/** The whole agent: one model host, one pair of doors, many cars. */
public final class AgentProcess implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AgentProcess.class.getName());
    private static final int MAX_INBOUND_BYTES = 64 << 20;

    private final ModelHost host;
    private final ShadowHost shadows;
    private final ScheduledExecutorService timers;
    private final Map<String, CarAssembly> cars = new LinkedHashMap<>();
    private final Server server;

    private AgentProcess(AgentConfig config) throws IOException {
        host = new ModelHost(config.modelBudgetCpuShare(), config.modelHost());
        shadows = new ShadowHost(config.modelHost(), config.shadowCpuShare());
        timers = Executors.newScheduledThreadPool(
                1, Thread.ofPlatform().name("timers-", 0).daemon().factory());
        // Proven and warm before any door opens: a simulator waits for the door, not for a first slow plan.
        DrivingModel shipped = host.acquire(PackageFiles.shipped());
        WarmUp.of(shipped);
        Map<String, HostedCar> atTheDoor = new LinkedHashMap<>();
        for (AgentConfig.Car car : config.cars()) {
            CarAssembly assembly = new CarAssembly(config, car, host, shadows, timers);
            cars.put(car.vehicleId(), assembly);
            atTheDoor.put(car.vehicleId(), assembly.car());
        }
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.grpcPort()))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .maxInboundMessageSize(MAX_INBOUND_BYTES)
                .addService(new EgodriverDoor(
                        atTheDoor,
                        () -> new IndependentSession(shipped, IndependentSession.Terms.USUAL),
                        "onboard-agent " + GrpcLink.agentVersion()))
                .addService(new BusDoor(atTheDoor))
                .build()
                .start();
        cars.values().forEach(CarAssembly::start);
        LOG.log(Level.INFO, () -> "Agent is up cars=" + cars.size() + " port=" + server.getPort());
    }

    /** Starts the agent; its doors are open when this returns. */
    public static AgentProcess start(AgentConfig config) throws IOException {
        return new AgentProcess(config);
    }

    /** Port of the doors. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        for (CarAssembly car : cars.values()) {
            try {
                car.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, () -> "Car did not close cleanly vehicleId=" + car.vehicleId(), e);
            }
        }
        timers.shutdownNow();
        shadows.close();
        host.close();
        LOG.log(Level.INFO, "Agent is down");
    }
}
