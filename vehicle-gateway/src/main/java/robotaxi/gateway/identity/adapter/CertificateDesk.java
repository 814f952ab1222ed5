package robotaxi.gateway.identity.adapter;

import com.google.protobuf.ByteString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import robotaxi.contracts.link.v1.RenewResponse;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.gateway.identity.VehicleName;
import robotaxi.gateway.registry.adapter.Registry;
import robotaxi.kit.audit.Audit;

/** Hands certificates out: signed, noted in the registry and audited in the one transaction under way. */
@ApplicationScoped
public class CertificateDesk {
    private final Registry registry;
    private final CertificateAuthority authority;
    private final Audit audit;

    @Inject
    CertificateDesk(Registry registry, CertificateAuthority authority, Audit audit) {
        this.registry = registry;
        this.authority = authority;
        this.audit = audit;
    }

    /**
     * The next certificate of a car that was admitted with the one in force.
     *
     * @throws GeneralSecurityException if the request is none that we sign
     */
    public RenewResponse renew(String vehicleId, ByteString request) throws GeneralSecurityException {
        return RenewResponse.newBuilder()
                .addAllCertificateChain(issue(registry.name(vehicleId), request, "vehicle.renew"))
                .setRootCertificate(root())
                .build();
    }

    List<ByteString> issue(VehicleName car, ByteString request, String action) throws GeneralSecurityException {
        List<X509Certificate> chain = authority.sign(car, request.toByteArray());
        X509Certificate own = chain.getFirst();
        registry.issued(car.vehicleId(), own);
        audit.record(car.vehicleId(), action, car.vehicleId(), "certificate " + VehicleCertificate.fingerprint(own));
        List<ByteString> encoded = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            encoded.add(ByteString.copyFrom(certificate.getEncoded()));
        }
        return encoded;
    }

    ByteString root() throws CertificateEncodingException {
        return ByteString.copyFrom(authority.root().getEncoded());
    }
}
