package robotaxi.gateway.link.adapter;

import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.util.AsciiString;
import java.util.Locale;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.identity.adapter.PeerAddress;

/**
 * gRPC's own TLS, with an eye on handshakes that fail: gRPC tells nobody about those. This is the one place that uses grpc-java's
 * internal classes (as its xDS module does); a public hook for failed handshakes would let us delete it.
 */
final class WatchedHandshakes implements InternalProtocolNegotiator.ProtocolNegotiator {
    private final InternalProtocolNegotiator.ProtocolNegotiator tls;
    private final LinkRefusals refusals;

    private WatchedHandshakes(InternalProtocolNegotiator.ProtocolNegotiator tls, LinkRefusals refusals) {
        this.tls = tls;
        this.refusals = refusals;
    }

    /** For a server; the costly part of a handshake stays off the threads that serve connected cars. */
    static ServerCredentials credentials(SslContext context, LinkRefusals refusals) {
        var tls = InternalNettyServerCredentials.toNegotiator(NettySslContextServerCredentials.create(context));
        InternalProtocolNegotiator.ServerFactory watched =
                executors -> new WatchedHandshakes(tls.newNegotiator(executors), refusals);
        return InternalNettyServerCredentials.create(watched);
    }

    @Override
    public AsciiString scheme() {
        return tls.scheme();
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        return new Watch(tls.newHandler(grpc));
    }

    /** Stands behind gRPC's handler of the handshake, where its failure comes by on the way to the connection's end. */
    private final class Watch extends ChannelInboundHandlerAdapter {
        private final ChannelHandler handshake;
        private boolean hasFailed;

        private Watch(ChannelHandler handshake) {
            this.handshake = handshake;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.pipeline().addBefore(context.name(), null, handshake);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
            // The TLS engine's exception and the failed handshake's event may both come.
            if (!hasFailed) {
                hasFailed = true;
                failed(PeerAddress.of(context.channel().remoteAddress()), fault);
            }
            context.fireExceptionCaught(fault);
        }
    }

    private void failed(String address, Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof VehicleTrust.RefusedException refused) {
                refusals.refused(address, refused.why(), refused.subject());
                return;
            }
        }
        refusals.refused(address, isWithoutCertificate(fault) ? Refusal.NO_CERTIFICATE : Refusal.HANDSHAKE, "nobody");
    }

    /** BoringSSL and the JDK know no type for it, only these words. */
    private static boolean isWithoutCertificate(Throwable fault) {
        String words = fault == null ? "" : String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("peer_did_not_return_a_certificate") || words.contains("empty client certificate chain");
    }

    @Override
    public void close() {
        tls.close();
    }
}
