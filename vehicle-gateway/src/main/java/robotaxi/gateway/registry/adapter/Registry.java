package robotaxi.gateway.registry.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.gateway.identity.VehicleName;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.problem.FleetException;

/** Which cars there are. Its methods belong to the transaction under way. */
@ApplicationScoped
public class Registry {
    static final Duration TOKEN_VALIDITY = Duration.ofHours(24);
    private static final int TOKEN_BYTES = 32;

    private final EntityManager entities;
    private final Certificates certificates;
    private final Outbox outbox;
    private final Ids ids;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Registry(EntityManager entities, Certificates certificates, Outbox outbox, Ids ids, InstantSource clock) {
        this.entities = entities;
        this.certificates = certificates;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    void register(VehicleRow wanted) {
        VehicleRow row = entities.find(VehicleRow.class, wanted.id);
        if (row == null) {
            boolean taken = !entities.createQuery("from VehicleRow where vin = ?1", VehicleRow.class)
                    .setParameter(1, wanted.vin)
                    .getResultList()
                    .isEmpty();
            if (taken) {
                throw new FleetException(RegistryError.VIN_TAKEN, wanted.vin);
            }
            wanted.registeredAt = clock.instant();
            entities.persist(wanted);
            row = wanted;
        } else if (!row.vin.equals(wanted.vin)) {
            throw new FleetException(RegistryError.VIN_TAKEN, wanted.id + " is registered with another VIN");
        }
        publish(row);
    }

    /** What a car drives with and where. */
    void commission(String vehicleId, VehicleResource.Commission wanted) {
        VehicleRow row = entities.find(VehicleRow.class, vehicleId);
        if (row == null) {
            throw new FleetException(RegistryError.VEHICLE_UNKNOWN, vehicleId);
        }
        row.marketId = wanted.marketId() == null ? row.marketId : wanted.marketId();
        row.calibrationId = wanted.calibrationId() == null ? row.calibrationId : wanted.calibrationId();
        row.mapId = wanted.mapId() == null ? row.mapId : wanted.mapId();
        row.operatingAreaIds = wanted.operatingAreaIds() == null
                ? row.operatingAreaIds
                : wanted.operatingAreaIds().toArray(String[]::new);
        publish(row);
    }

    /** A one-time token, seen by nobody but the caller. */
    String token(String vehicleId) {
        get(vehicleId);
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        entities.createNativeQuery(
                        "insert into enrolment_token (token_hash, vehicle_id, expires_at) values (?1, ?2, ?3)")
                .setParameter(1, hash(token))
                .setParameter(2, vehicleId)
                .setParameter(3, clock.instant().plus(TOKEN_VALIDITY))
                .executeUpdate();
        return token;
    }

    /**
     * Uses a token up.
     *
     * @return the car it was made for
     */
    public VehicleName redeem(String token, String vin, String hardwareId) {
        String tokenHash = hash(token);
        List<?> owners = entities.createNativeQuery("select vehicle_id from enrolment_token where token_hash = ?1")
                .setParameter(1, tokenHash)
                .getResultList();
        if (owners.isEmpty()) {
            throw new FleetException(RegistryError.TOKEN_INVALID, "unknown token");
        }
        // The car's row is the lock of its tokens too, so that a revocation and an enrolment wait for each other.
        VehicleRow row = get(String.valueOf(owners.getFirst()));
        use(tokenHash);
        if (!row.vin.equals(vin) || !row.hardwareId.equals(hardwareId)) {
            throw new FleetException(
                    RegistryError.IDENTITY_MISMATCH, row.vin.equals(vin) ? "wrong hardware id" : "wrong VIN");
        }
        return row.name();
    }

    /** The caller learns of one code only; which fault it was is for the audit log. */
    private void use(String tokenHash) {
        int used = entities.createNativeQuery("""
                        update enrolment_token set used_at = ?2
                        where token_hash = ?1 and used_at is null and revoked_at is null and expires_at > ?2""")
                .setParameter(1, tokenHash)
                .setParameter(2, clock.instant())
                .executeUpdate();
        if (used == 0) {
            Object fault =
                    entities.createNativeQuery("""
                            select case when revoked_at is not null then 'revoked token'
                                when used_at is not null then 'used token' else 'expired token' end
                            from enrolment_token where token_hash = ?1""").setParameter(1, tokenHash).getSingleResult();
            throw new FleetException(RegistryError.TOKEN_INVALID, String.valueOf(fault));
        }
    }

    /** What is bound into the certificates of a car. */
    public VehicleName name(String vehicleId) {
        return get(vehicleId).name();
    }

    /** Notes a certificate that was just signed for a car; it is in force beside the older ones until it is used. */
    public void issued(String vehicleId, X509Certificate certificate) {
        VehicleRow row = get(vehicleId);
        certificates.add(vehicleId, certificate);
        publish(row);
    }

    /** Takes all of a car's certificates and tokens back: it can come again only by a new token. */
    void revoke(String vehicleId, String reason) {
        VehicleRow row = get(vehicleId);
        int tokens = entities.createNativeQuery("""
                        update enrolment_token set revoked_at = ?2
                        where vehicle_id = ?1 and used_at is null and revoked_at is null and expires_at > ?2""")
                .setParameter(1, vehicleId)
                .setParameter(2, clock.instant())
                .executeUpdate();
        int taken = certificates.revoke(vehicleId, reason);
        if (tokens + taken == 0) {
            boolean wasEnrolled = !certificates.list(vehicleId).isEmpty();
            throw new FleetException(
                    wasEnrolled ? RegistryError.ALREADY_REVOKED : RegistryError.NOT_ENROLLED,
                    vehicleId,
                    wasEnrolled ? "revoked" : "not-enrolled",
                    null);
        }
        publish(row);
    }

    /** A car's certificates, the newest first. */
    List<CertificateRow> certificates(String vehicleId) {
        get(vehicleId);
        return certificates.list(vehicleId);
    }

    /** Ids of the cars that have a certificate in force. */
    Set<String> enrolled() {
        return certificates.vehiclesInForce();
    }

    List<VehicleRow> list() {
        return entities.createQuery("from VehicleRow order by id", VehicleRow.class)
                .getResultList();
    }

    private VehicleRow get(String vehicleId) {
        VehicleRow row = entities.find(VehicleRow.class, vehicleId, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw new FleetException(RegistryError.VEHICLE_UNKNOWN, vehicleId);
        }
        return row;
    }

    private void publish(VehicleRow row) {
        outbox.append(
                Topics.VEHICLE_REGISTRY,
                row.id,
                ids.next(),
                VehicleRegistration.newBuilder()
                        .setVehicleId(row.id)
                        .setVin(row.vin)
                        .setHardwareId(row.hardwareId)
                        .setMarketId(row.marketId)
                        .setSeats(row.seats)
                        .setWheelchairAccessible(row.wheelchairAccessible)
                        .setCalibrationId(row.calibrationId)
                        .setMapId(row.mapId)
                        .addAllOperatingAreaIds(List.of(row.operatingAreaIds))
                        .setRegisteredAt(ProtoTime.of(row.registeredAt))
                        .setCertificateFingerprint(
                                certificates.newestInForce(row.id).orElse(""))
                        .build());
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
