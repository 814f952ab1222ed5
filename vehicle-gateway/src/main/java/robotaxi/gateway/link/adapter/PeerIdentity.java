package robotaxi.gateway.link.adapter;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import robotaxi.kit.security.VehicleUrn;

/**
 * Who speaks, from the verified certificate of the connection.
 *
 * @param fingerprint SHA-256 of the certificate, hex
 */
record PeerIdentity(String vehicleId, String fingerprint) {
    private static final Context.Key<PeerIdentity> KEY = Context.key("vehicle");

    static PeerIdentity current() {
        return KEY.get();
    }

    private static Optional<PeerIdentity> of(SSLSession session) {
        try {
            Certificate leaf = session.getPeerCertificates()[0];
            String fingerprint = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded()));
            return VehicleUrn.vehicleId(leaf).map(id -> new PeerIdentity(id, fingerprint));
        } catch (SSLPeerUnverifiedException | CertificateEncodingException | NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /** Lets nobody in whose certificate names no car. */
    static final class Guard implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            SSLSession tls = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            Optional<PeerIdentity> peer = tls == null ? Optional.empty() : of(tls);
            if (peer.isEmpty()) {
                call.close(Status.UNAUTHENTICATED.withDescription("link.no-vehicle-certificate"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return Contexts.interceptCall(Context.current().withValue(KEY, peer.get()), call, headers, next);
        }
    }
}
