package robotaxi.gateway.registry.adapter;

import com.google.protobuf.Timestamp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.problem.FleetException;

/** Which cars there are. Its methods belong to the transaction under way. */
@ApplicationScoped
public class Registry {
    static final Duration TOKEN_VALIDITY = Duration.ofHours(24);
    private static final int TOKEN_BYTES = 32;

    private final EntityManager entities;
    private final Outbox outbox;
    private final Ids ids;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Registry(EntityManager entities, Outbox outbox, Ids ids, InstantSource clock) {
        this.entities = entities;
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
    public String redeem(String token, String vin, String hardwareId) {
        List<?> rows = entities.createNativeQuery("""
                        update enrolment_token set used_at = ?2
                        where token_hash = ?1 and used_at is null and expires_at > ?2 returning vehicle_id""")
                .setParameter(1, hash(token))
                .setParameter(2, clock.instant())
                .getResultList();
        if (rows.isEmpty()) {
            throw new FleetException(RegistryError.TOKEN_INVALID, "Ask the operator for a new one");
        }
        VehicleRow row = get(String.valueOf(rows.getFirst()));
        if (!row.vin.equals(vin) || !row.hardwareId.equals(hardwareId)) {
            throw new FleetException(RegistryError.IDENTITY_MISMATCH, vin);
        }
        return row.id;
    }

    /** Notes the certificate in force. */
    public void enrolled(String vehicleId, String fingerprint) {
        VehicleRow row = get(vehicleId);
        row.certificateFingerprint = fingerprint;
        publish(row);
    }

    /** The certificate in force of a car; another one is refused. */
    public Optional<String> fingerprint(String vehicleId) {
        return Optional.ofNullable(entities.find(VehicleRow.class, vehicleId)).map(row -> row.certificateFingerprint);
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
                        .setRegisteredAt(Timestamp.newBuilder()
                                .setSeconds(row.registeredAt.getEpochSecond())
                                .setNanos(row.registeredAt.getNano()))
                        .setCertificateFingerprint(row.certificateFingerprint)
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
