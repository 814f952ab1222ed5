package robotaxi.city.gate.adapter;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Our runtime on a port of this machine. */
public final class RuntimeProcess implements AutoCloseable {
    private static final int LIMIT_BYTES = 64 << 20;

    private final Server server;

    /** Opens it; port 0 takes any that is free. */
    public RuntimeProcess(RolloutRunner runner, int port) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .maxInboundMessageSize(LIMIT_BYTES)
                .addService(new RuntimeDoor(runner, this::end))
                .build()
                .start();
    }

    private void end() {
        server.shutdown();
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** Waits until somebody shuts it down. */
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
    }
}
