package robotaxi.gateway.registry.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        return Optional.ofNullable(admit(List.of(shown)).get(shown));
    }

    /**
     * Lets in whom it can of several cars, as many as may come back at once after an outage.
     *
     * @return why not, for each that is not let in
     */
    public Map<VehicleCertificate, Refusal> admit(Collection<VehicleCertificate> shown) {
        // In the order of their ids, as every writer of several cars takes the rows.
        Map<String, VehicleRow> cars = entities.createQuery(
                        "from VehicleRow where id in ?1 order by id", VehicleRow.class)
                .setParameter(
                        1,
                        shown.stream()
                                .map(certificate -> certificate.name().vehicleId())
                                .collect(Collectors.toSet()))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .collect(Collectors.toMap(car -> car.id, Function.identity()));
        Map<String, CertificateRow> known = entities.createQuery(
                        "from CertificateRow where fingerprint in ?1", CertificateRow.class)
                .setParameter(
                        1, shown.stream().map(VehicleCertificate::fingerprint).collect(Collectors.toSet()))
                .getResultStream()
                .collect(Collectors.toMap(row -> row.fingerprint, Function.identity()));
        Map<VehicleCertificate, Refusal> refused = new HashMap<>();
        for (VehicleCertificate certificate : shown) {
            CertificateRow row = known.get(certificate.fingerprint());
            judge(certificate, cars.get(certificate.name().vehicleId()), row)
                    .ifPresentOrElse(why -> refused.put(certificate, why), () -> use(Objects.requireNonNull(row)));
        }
        return refused;
    }

    private Optional<Refusal> judge(
            VehicleCertificate shown, @Nullable VehicleRow car, @Nullable CertificateRow known) {
        if (car == null) {
            return Optional.of(Refusal.VEHICLE_UNKNOWN);
        }
        boolean isBound = known == null || known.isBound();
        if (isBound && !shown.name().equals(car.name())) {
            return Optional.of(Refusal.IDENTITY_MISMATCH);
        }
        return known == null || !known.vehicleId.equals(car.id)
                ? Optional.of(Refusal.CERTIFICATE_UNKNOWN)
                : ended(known);
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
}
