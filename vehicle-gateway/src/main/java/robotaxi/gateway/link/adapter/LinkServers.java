package robotaxi.gateway.link.adapter;

import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import robotaxi.gateway.identity.adapter.EnrolmentGrpc;
import robotaxi.gateway.identity.adapter.PeerAddress;

/** The two ports for cars: the link (mutual TLS) and enrolment (server TLS). */
@ApplicationScoped
class LinkServers {
    private static final Logger LOG = Logger.getLogger(LinkServers.class);
    private static final int LARGEST_FRAME = 4 * 1024 * 1024;

    /** What may lie here unread of one connection; gRPC would let it grow to eight times as much. */
    private static final int WINDOW_BYTES = 1024 * 1024;

    private final GatewayConfig config;
    private final LinkGrpc link;
    private final EnrolmentGrpc enrolment;
    private final LinkRefusals refusals;
    private final List<Server> servers = new ArrayList<>();

    @Inject
    LinkServers(GatewayConfig config, LinkGrpc link, EnrolmentGrpc enrolment, LinkRefusals refusals) {
        this.config = config;
        this.link = link;
        this.enrolment = enrolment;
        this.refusals = refusals;
    }

    void onStart(@Observes StartupEvent event) throws IOException, GeneralSecurityException {
        SslContext mutual = GrpcSslContexts.configure(
                        tls().trustManager(VehicleTrust.upTo(config.pki().root()))
                                .clientAuth(ClientAuth.REQUIRE))
                .build();
        servers.add(builder(config.linkPort(), WatchedHandshakes.credentials(mutual, refusals))
                .addService(link)
                // Who deals with what is LinkThreads' business.
                .directExecutor()
                .intercept(new PeerIdentity.Guard(refusals))
                .maxInboundMessageSize(LARGEST_FRAME)
                // A connection that answers no ping for so long is dead, whatever TCP believes.
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build()
                .start());
        SslContext serverOnly = GrpcSslContexts.configure(tls()).build();
        servers.add(builder(config.enrolmentPort(), NettySslContextServerCredentials.create(serverOnly))
                .addService(enrolment)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .intercept(new PeerAddress.Reader())
                .build()
                .start());
        LOG.infof(
                "Cars connect to %s, ports %d (link) and %d (enrolment)",
                config.host(), config.linkPort(), config.enrolmentPort());
    }

    private SslContextBuilder tls() {
        return SslContextBuilder.forServer(
                        config.pki().server().toFile(), config.pki().serverKey().toFile())
                .protocols("TLSv1.3");
    }

    private NettyServerBuilder builder(int port, ServerCredentials tls) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), port), tls)
                .flowControlWindow(WINDOW_BYTES);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        servers.forEach(Server::shutdown);
        for (Server server : servers) {
            if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        }
    }
}
