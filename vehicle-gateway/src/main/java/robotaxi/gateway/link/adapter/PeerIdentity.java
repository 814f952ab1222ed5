package robotaxi.gateway.link.adapter;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.gateway.identity.adapter.PeerAddress;

/**
 * Who speaks, from the verified certificate of the connection.
 *
 * @param address IP address of the other end
 */
record PeerIdentity(VehicleCertificate certificate, String address) {
    private static final Context.Key<PeerIdentity> KEY = Context.key("vehicle");

    static PeerIdentity current() {
        return KEY.get();
    }

    String vehicleId() {
        return certificate.name().vehicleId();
    }

    private static Optional<X509Certificate> leaf(SSLSession session) {
        try {
            return Optional.of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Lets nobody in whose certificate names no car. */
    static final class Guard implements ServerInterceptor {
        private final LinkRefusals refusals;

        Guard(LinkRefusals refusals) {
            this.refusals = refusals;
        }

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            SSLSession tls = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            String address = PeerAddress.of(call.getAttributes());
            Optional<X509Certificate> leaf = tls == null ? Optional.empty() : leaf(tls);
            Optional<VehicleCertificate> car = leaf.flatMap(VehicleCertificate::of);
            if (car.isEmpty()) {
                String subject = leaf.map(certificate ->
                                certificate.getSubjectX500Principal().getName())
                        .orElse("nobody");
                refusals.refused(address, Refusal.NO_VEHICLE, subject);
                call.close(Status.UNAUTHENTICATED.withDescription(Refusal.NO_VEHICLE.code()), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            var peer = new PeerIdentity(car.get(), address);
            return Contexts.interceptCall(Context.current().withValue(KEY, peer), call, headers, next);
        }
    }
}
