package robotaxi.gateway.identity.adapter;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;
import robotaxi.gateway.registry.adapter.Registry;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;

/** Enrolment: a one-time token and a key of the car's own become a certificate. */
@ApplicationScoped
public class EnrolmentGrpc extends EnrolmentServiceGrpc.EnrolmentServiceImplBase {
    private static final Logger LOG = Logger.getLogger(EnrolmentGrpc.class);

    private final Registry registry;
    private final CertificateAuthority authority;
    private final Audit audit;

    @Inject
    EnrolmentGrpc(Registry registry, CertificateAuthority authority, Audit audit) {
        this.registry = registry;
        this.authority = authority;
        this.audit = audit;
    }

    @Override
    public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> answers) {
        try {
            EnrolResponse response = QuarkusTransaction.requiringNew().call(() -> enrolled(request));
            answers.onNext(response);
            answers.onCompleted();
        } catch (FleetException e) {
            refuse(
                    request,
                    answers,
                    Status.PERMISSION_DENIED.withDescription(e.code().code()));
        } catch (RuntimeException e) {
            LOG.warn("An enrolment failed", e);
            boolean isCallers = e.getCause() instanceof GeneralSecurityException;
            refuse(
                    request,
                    answers,
                    isCallers
                            ? Status.INVALID_ARGUMENT.withDescription("enrolment.bad-request")
                            : Status.UNAVAILABLE.withDescription("enrolment.fault"));
        }
    }

    private EnrolResponse enrolled(EnrolRequest request) throws GeneralSecurityException {
        String vehicleId = registry.redeem(request.getToken(), request.getVin(), request.getHardwareId());
        List<X509Certificate> chain =
                authority.sign(vehicleId, request.getCertificateSigningRequest().toByteArray());
        String fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(chain.getFirst().getEncoded()));
        registry.enrolled(vehicleId, fingerprint);
        audit.record(vehicleId, "vehicle.enrol", vehicleId, "certificate " + fingerprint);
        var response = EnrolResponse.newBuilder()
                .setVehicleId(vehicleId)
                .setRootCertificate(ByteString.copyFrom(authority.root().getEncoded()));
        for (X509Certificate certificate : chain) {
            response.addCertificateChain(ByteString.copyFrom(certificate.getEncoded()));
        }
        return response.build();
    }

    private void refuse(EnrolRequest request, StreamObserver<EnrolResponse> answers, Status status) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(
                            "unknown",
                            "vehicle.enrol-refused",
                            request.getVin(),
                            String.valueOf(status.getDescription())));
        } catch (RuntimeException e) {
            LOG.warn("A refused enrolment could not be audited", e);
        }
        answers.onError(status.asRuntimeException());
    }
}
