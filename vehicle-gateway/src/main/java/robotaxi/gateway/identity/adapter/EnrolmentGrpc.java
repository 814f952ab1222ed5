package robotaxi.gateway.identity.adapter;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import org.jboss.logging.Logger;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;
import robotaxi.gateway.identity.RefusalTally;
import robotaxi.gateway.identity.VehicleName;
import robotaxi.gateway.registry.adapter.Registry;
import robotaxi.kit.problem.FleetException;

/** Enrolment: a one-time token and a key of the car's own become a certificate. */
@ApplicationScoped
public class EnrolmentGrpc extends EnrolmentServiceGrpc.EnrolmentServiceImplBase {
    private static final Logger LOG = Logger.getLogger(EnrolmentGrpc.class);

    private final Registry registry;
    private final CertificateDesk desk;
    private final Refusals refusals;

    @Inject
    EnrolmentGrpc(Registry registry, CertificateDesk desk, Refusals refusals) {
        this.registry = registry;
        this.desk = desk;
        this.refusals = refusals;
    }

    @Override
    public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> answers) {
        try {
            EnrolResponse response = QuarkusTransaction.requiringNew().call(() -> enrolled(request));
            answers.onNext(response);
            answers.onCompleted();
        } catch (FleetException e) {
            refuse(request, answers, Status.PERMISSION_DENIED, e.code().code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (e.getCause() instanceof GeneralSecurityException bad) {
                String why = String.valueOf(bad.getMessage());
                refuse(request, answers, Status.INVALID_ARGUMENT, "enrolment.bad-request", why);
            } else {
                LOG.warn("An enrolment failed", e);
                refuse(request, answers, Status.UNAVAILABLE, "enrolment.fault", "");
            }
        }
    }

    private EnrolResponse enrolled(EnrolRequest request) throws GeneralSecurityException {
        VehicleName car = registry.redeem(request.getToken(), request.getVin(), request.getHardwareId());
        return EnrolResponse.newBuilder()
                .setVehicleId(car.vehicleId())
                .addAllCertificateChain(desk.issue(car, request.getCertificateSigningRequest(), "vehicle.enrol"))
                .setRootCertificate(desk.root())
                .build();
    }

    private void refuse(
            EnrolRequest request, StreamObserver<EnrolResponse> answers, Status status, String code, String detail) {
        var kind = new RefusalTally.Kind(PeerAddress.current(), "vehicle.enrol-refused", code, "");
        refusals.refused(kind, request.getVin(), detail);
        answers.onError(status.withDescription(code).asRuntimeException());
    }
}
