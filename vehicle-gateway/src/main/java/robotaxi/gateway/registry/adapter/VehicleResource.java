package robotaxi.gateway.registry.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.gateway.link.adapter.Sessions;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The register of cars, and tokens that let a car enrol. */
@Path("/v1/vehicles")
public class VehicleResource {
    private final Registry registry;
    private final Sessions sessions;
    private final Audit audit;
    private final SecurityIdentity identity;
    private final InstantSource clock;

    @Inject
    VehicleResource(Registry registry, Sessions sessions, Audit audit, SecurityIdentity identity, InstantSource clock) {
        this.registry = registry;
        this.sessions = sessions;
        this.audit = audit;
        this.identity = identity;
        this.clock = clock;
    }

    /** A car to register. */
    public record NewVehicle(
            @Nullable String vehicleId,
            @Nullable String vin,
            @Nullable String hardwareId,
            @Nullable String marketId,
            int seats,
            boolean wheelchairAccessible,
            @Nullable String calibrationId,
            @Nullable String mapId,
            @Nullable List<String> operatingAreaIds) {}

    /** A registered car and its link, at whatever gateway; the epoch is 0 without one. */
    public record VehicleJson(
            String vehicleId,
            String vin,
            String hardwareId,
            String marketId,
            int seats,
            boolean wheelchairAccessible,
            String calibrationId,
            String mapId,
            List<String> operatingAreaIds,
            Instant registeredAt,
            boolean enrolled,
            boolean connected,
            long sessionEpoch) {}

    /** What a car drives with and where; what is missing stays as it is. */
    public record Commission(
            @Nullable String marketId,
            @Nullable String calibrationId,
            @Nullable String mapId,
            @Nullable List<String> operatingAreaIds) {}

    /** Shown once. */
    public record Token(String vehicleId, String token, Instant expiresAt) {}

    /** Why a car's identity is taken back. */
    public record Revocation(@Nullable String reason) {}

    /**
     * A certificate of a car.
     *
     * @param fingerprint SHA-256, hexadecimal
     * @param serial hexadecimal; empty for those issued before it was noted
     * @param state {@code in-force}, {@code expired}, {@code revoked} or {@code superseded}
     * @param detail the operator's reason for a revocation
     */
    public record CertificateJson(
            String fingerprint,
            String serial,
            String state,
            Instant issuedAt,
            Instant notAfter,
            @Nullable Instant firstUsedAt,
            @Nullable Instant revokedAt,
            String detail) {}

    /** Registers a car; the same car again is no error. */
    @POST
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public Response register(@Nullable NewVehicle vehicle) {
        if (vehicle == null) {
            throw new FleetException(RegistryError.BAD_REQUEST, "a body is needed");
        }
        var row = new VehicleRow();
        row.id = RegistryError.BAD_REQUEST.needed(vehicle.vehicleId(), "vehicleId");
        row.vin = RegistryError.BAD_REQUEST.needed(vehicle.vin(), "vin");
        row.hardwareId = RegistryError.BAD_REQUEST.needed(vehicle.hardwareId(), "hardwareId");
        row.marketId = RegistryError.BAD_REQUEST.needed(vehicle.marketId(), "marketId");
        row.seats = vehicle.seats() > 0 ? vehicle.seats() : 4;
        row.wheelchairAccessible = vehicle.wheelchairAccessible();
        row.calibrationId = vehicle.calibrationId() == null ? "" : vehicle.calibrationId();
        row.mapId = vehicle.mapId() == null ? "" : vehicle.mapId();
        row.operatingAreaIds = vehicle.operatingAreaIds() == null
                ? new String[0]
                : vehicle.operatingAreaIds().toArray(String[]::new);
        registry.register(row);
        audit.record(identity.getPrincipal().getName(), "vehicle.register", row.id, row.vin);
        return Response.status(Response.Status.CREATED).build();
    }

    /** Says with what a car drives from now on, after a calibration, a new map or a move. */
    @PUT
    @Path("/{id}/commission")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public Response commission(@PathParam("id") String id, @Nullable Commission commission) {
        if (commission == null) {
            throw new FleetException(RegistryError.BAD_REQUEST, "a body is needed");
        }
        registry.commission(id, commission);
        audit.record(identity.getPrincipal().getName(), "vehicle.commission", id, commission.toString());
        return Response.noContent().build();
    }

    /** Makes a one-time token for a car's enrolment. */
    @POST
    @Path("/{id}/enrolment-tokens")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public Response token(@PathParam("id") String id) {
        String token = registry.token(id);
        audit.record(identity.getPrincipal().getName(), "vehicle.enrolment-token", id, "");
        return Response.status(Response.Status.CREATED)
                .entity(new Token(id, token, clock.instant().plus(Registry.TOKEN_VALIDITY)))
                .build();
    }

    /** A car's certificates, the newest first. */
    @GET
    @Path("/{id}/certificates")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public List<CertificateJson> certificates(@PathParam("id") String id) {
        Instant now = clock.instant();
        return registry.certificates(id).stream()
                .map(row -> new CertificateJson(
                        row.fingerprint,
                        row.serial == null ? "" : row.serial,
                        row.state(now),
                        row.issuedAt,
                        row.notAfter,
                        row.firstUsedAt,
                        row.revokedAt,
                        row.detail))
                .toList();
    }

    /** Takes a car's identity back: every gateway ends its session within seconds, and it comes again only by a new token. */
    @POST
    @Path("/{id}/revocation")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    public List<CertificateJson> revoke(@PathParam("id") String id, @Nullable Revocation revocation) {
        String reason = RegistryError.BAD_REQUEST.needed(revocation == null ? null : revocation.reason(), "reason");
        registry.revoke(id, reason);
        audit.record(identity.getPrincipal().getName(), "vehicle.revoke", id, reason);
        return certificates(id);
    }

    /** All cars, by id. */
    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public List<VehicleJson> list() {
        Set<String> enrolled = registry.enrolled();
        Map<String, Long> connected = sessions.listConnected();
        return registry.list().stream()
                .map(row -> new VehicleJson(
                        row.id,
                        row.vin,
                        row.hardwareId,
                        row.marketId,
                        row.seats,
                        row.wheelchairAccessible,
                        row.calibrationId,
                        row.mapId,
                        List.of(row.operatingAreaIds),
                        row.registeredAt,
                        enrolled.contains(row.id),
                        connected.containsKey(row.id),
                        connected.getOrDefault(row.id, 0L)))
                .toList();
    }
}
