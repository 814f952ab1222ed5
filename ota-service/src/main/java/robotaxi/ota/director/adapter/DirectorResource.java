package robotaxi.ota.director.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;
import robotaxi.kit.security.VehicleIdentity;
import robotaxi.ota.director.Director;
import robotaxi.ota.director.ManifestRefusal;
import robotaxi.ota.director.Manifests;
import robotaxi.ota.director.VehicleManifest;
import robotaxi.ota.trust.MetadataName;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TrustRefusal;
import robotaxi.ota.trust.TufRole;

/** The director for cars: each sees its own files only, by its certificate. */
@Path("/v1/director")
class DirectorResource {
    private static final int ROOT_LIMIT_BYTES = 512_000;
    private static final int MANIFEST_LIMIT_BYTES = 65_536;

    private final Director director;
    private final Manifests manifests;
    private final VehicleIdentity vehicle;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    DirectorResource(
            Director director,
            Manifests manifests,
            VehicleIdentity vehicle,
            SecurityIdentity caller,
            Audit audit,
            InstantSource clock) {
        this.director = director;
        this.manifests = manifests;
        this.vehicle = vehicle;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    /** Which version is published now. */
    public record Published(String role, long version) {}

    @PUT
    @Path("/root")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.RELEASE_MANAGER)
    @Transactional
    public Published publishRoot(byte[] body) {
        if (body.length > ROOT_LIMIT_BYTES) {
            throw new TrustException(TrustRefusal.MALFORMED, "longer than " + ROOT_LIMIT_BYTES + " bytes");
        }
        long version = director.publishRoot(body);
        audit.record(caller.getPrincipal().getName(), "director.publish-root", "director root " + version, "");
        return new Published(TufRole.ROOT.wireName(), version);
    }

    @GET
    @Path("/metadata/{file}")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Transactional
    public byte[] metadata(@PathParam("file") String file) {
        String vehicleId = vehicle.vehicleId();
        Optional<byte[]> found = MetadataName.isTimestamp(file)
                ? director.timestamp(vehicleId)
                : MetadataName.parse(file).flatMap(name -> director.find(vehicleId, name.role(), name.version()));
        return found.orElseThrow(NotFoundException::new);
    }

    @PUT
    @Path("/manifest")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Transactional
    public Response manifest(byte[] body) {
        String vehicleId = vehicle.vehicleId();
        OptionalLong highest = manifests.lockCounter(vehicleId);
        if (highest.isEmpty()) {
            throw new NotFoundException();
        }
        Instant now = clock.instant();
        PublicKey key = vehicle.certificate().getPublicKey();
        VehicleManifest.Verdict verdict = body.length > MANIFEST_LIMIT_BYTES
                ? new VehicleManifest.Verdict.Refused(ManifestRefusal.MALFORMED, "longer than " + MANIFEST_LIMIT_BYTES)
                : VehicleManifest.verify(body, vehicleId, key, highest.getAsLong(), now);
        return switch (verdict) {
            case VehicleManifest.Verdict.Believed believed -> {
                manifests.keep(believed.manifest(), now);
                if (!believed.manifest().attack().isEmpty()) {
                    audit.record(
                            vehicleId,
                            "vehicle.attack-detected",
                            vehicleId,
                            believed.manifest().attack());
                }
                yield Response.ok(new Published("manifest", believed.manifest().counter()))
                        .build();
            }
            case VehicleManifest.Verdict.Refused refused -> {
                // Not an exception: the audit line is to stay.
                audit.record(
                        vehicleId,
                        "director.manifest-refused",
                        vehicleId,
                        refused.reason().code() + ": " + refused.detail());
                yield Problems.of(code(refused.reason()), refused.detail());
            }
        };
    }

    private static ErrorCode code(ManifestRefusal reason) {
        Category category = reason == ManifestRefusal.REPLAYED ? Category.STALE : Category.CALLER;
        return new ErrorCode(reason.code(), category, "The manifest is refused");
    }
}
