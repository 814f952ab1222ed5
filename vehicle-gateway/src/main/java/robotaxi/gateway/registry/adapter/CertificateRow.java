package robotaxi.gateway.registry.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A certificate's row. */
@Entity
@Table(name = "certificate")
class CertificateRow {
    static final String REVOKED = "revoked";
    static final String SUPERSEDED = "superseded";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long position;

    String fingerprint = "";

    @Column(name = "vehicle_id")
    String vehicleId = "";

    @Nullable
    String serial;

    @Column(name = "issued_at")
    Instant issuedAt = Instant.EPOCH;

    @Column(name = "not_after")
    Instant notAfter = Instant.EPOCH;

    @Column(name = "first_used_at")
    @Nullable
    Instant firstUsedAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @Nullable
    String reason;

    String detail = "";

    /** Whether it carries VIN and hardware id: those issued before there was this table do not. */
    boolean isBound() {
        return serial != null;
    }

    String state(Instant now) {
        return reason != null ? reason : notAfter.isAfter(now) ? "in-force" : "expired";
    }
}
