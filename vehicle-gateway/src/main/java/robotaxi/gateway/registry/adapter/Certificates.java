package robotaxi.gateway.registry.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.identity.VehicleCertificate;

/**
 * Which certificates are in force. Several of a car may be: a renewed one begins beside the old one, and when it is first used the
 * older ones end. So a car gets in with whichever is on its disk, wherever the renewal was cut. Its methods belong to the transaction
 * under way; the car's row is the lock between admission, renewal and revocation.
 */
@ApplicationScoped
public class Certificates {
    private final EntityManager entities;
    private final InstantSource clock;

    @Inject
    Certificates(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Lets a car in that shows this certificate, or says why not. The first time ends the car's older certificates.
     *
     * @param shown from a TLS connection, so its signature and its holder's key are verified
     */
    public Optional<Refusal> admit(VehicleCertificate shown) {
        VehicleRow car = entities.find(VehicleRow.class, shown.name().vehicleId(), LockModeType.PESSIMISTIC_WRITE);
        if (car == null) {
            return Optional.of(Refusal.VEHICLE_UNKNOWN);
        }
        Optional<CertificateRow> known = find(shown.fingerprint());
        boolean isBound = known.map(CertificateRow::isBound).orElse(true);
        if (isBound && !shown.name().equals(car.name())) {
            return Optional.of(Refusal.IDENTITY_MISMATCH);
        }
        if (known.isEmpty() || !known.get().vehicleId.equals(car.id)) {
            return Optional.of(Refusal.CERTIFICATE_UNKNOWN);
        }
        Optional<Refusal> ended = ended(known.get());
        if (ended.isEmpty()) {
            use(known.get());
        }
        return ended;
    }

    private Optional<Refusal> ended(CertificateRow row) {
        if (row.reason != null) {
            return Optional.of(row.reason.equals(CertificateRow.SUPERSEDED) ? Refusal.SUPERSEDED : Refusal.REVOKED);
        }
        return row.notAfter.isAfter(clock.instant()) ? Optional.empty() : Optional.of(Refusal.EXPIRED);
    }

    private void use(CertificateRow row) {
        if (row.firstUsedAt != null) {
            return;
        }
        row.firstUsedAt = clock.instant();
        // Only the older ones: a newer one may be on its way to the car at this moment.
        entities.createQuery("""
                        update CertificateRow set revokedAt = ?3, reason = 'superseded'
                        where vehicleId = ?1 and position < ?2 and reason is null""")
                .setParameter(1, row.vehicleId)
                .setParameter(2, row.position)
                .setParameter(3, clock.instant())
                .executeUpdate();
    }

    void add(String vehicleId, X509Certificate certificate) {
        var row = new CertificateRow();
        row.fingerprint = VehicleCertificate.fingerprint(certificate);
        row.vehicleId = vehicleId;
        row.serial = certificate.getSerialNumber().toString(16);
        row.issuedAt = clock.instant();
        row.notAfter = certificate.getNotAfter().toInstant();
        entities.persist(row);
    }

    /** Ends all that have not ended, the unused among them; how many there were. */
    int revoke(String vehicleId, String detail) {
        return entities.createQuery("""
                        update CertificateRow set revokedAt = ?2, reason = 'revoked', detail = ?3
                        where vehicleId = ?1 and reason is null""")
                .setParameter(1, vehicleId)
                .setParameter(2, clock.instant())
                .setParameter(3, detail)
                .executeUpdate();
    }

    /** What ended by revocation or by a newer one since then: {@code revoked} or {@code superseded} by fingerprint. */
    public Map<String, String> endedSince(Instant since) {
        Map<String, String> ended = new HashMap<>();
        entities.createQuery("from CertificateRow where revokedAt >= ?1", CertificateRow.class)
                .setParameter(1, since)
                .getResultList()
                .forEach(row -> ended.put(row.fingerprint, row.state(since)));
        return ended;
    }

    Optional<String> newestInForce(String vehicleId) {
        Instant now = clock.instant();
        return list(vehicleId).stream()
                .filter(row -> row.reason == null && row.notAfter.isAfter(now))
                .map(row -> row.fingerprint)
                .findFirst();
    }

    Set<String> vehiclesInForce() {
        return new HashSet<>(entities.createQuery(
                        "select distinct vehicleId from CertificateRow where reason is null and notAfter > ?1",
                        String.class)
                .setParameter(1, clock.instant())
                .getResultList());
    }

    List<CertificateRow> list(String vehicleId) {
        return entities.createQuery(
                        "from CertificateRow where vehicleId = ?1 order by position desc", CertificateRow.class)
                .setParameter(1, vehicleId)
                .getResultList();
    }

    private Optional<CertificateRow> find(String fingerprint) {
        return entities.createQuery("from CertificateRow where fingerprint = ?1", CertificateRow.class)
                .setParameter(1, fingerprint)
                .getResultStream()
                .findFirst();
    }
}
