package robotaxi.gateway.identity.adapter;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** From which IP address a call comes. */
public final class PeerAddress {
    private static final Context.Key<String> KEY = Context.keyWithDefault("peer-address", "unknown");

    private PeerAddress() {}

    static String current() {
        return KEY.get();
    }

    /** The other end of a connection, without its port. */
    public static String of(Attributes connection) {
        return of(connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }

    /** An address without its port. */
    public static String of(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "unknown";
    }

    /** Makes {@link #current} known to the calls of a server. */
    public static final class Reader implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return Contexts.interceptCall(
                    Context.current().withValue(KEY, of(call.getAttributes())), call, headers, next);
        }
    }
}
