package robotaxi.benchmarks.link;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;

/**
 * An enrolled car.
 *
 * @param tls its certificate and key, and whom it trusts
 */
public record Car(String id, SslContext tls) {
    private static final int WINDOW_BYTES = 1024 * 1024;

    /** A new connection to a gateway; its callbacks come on the transport's own threads. */
    public ManagedChannel connect(int linkPort) {
        return NettyChannelBuilder.forAddress("127.0.0.1", linkPort)
                .sslContext(tls)
                // As the agent does.
                .flowControlWindow(WINDOW_BYTES)
                .directExecutor()
                .build();
    }
}
