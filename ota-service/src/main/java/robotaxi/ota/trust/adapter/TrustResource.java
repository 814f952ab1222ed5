package robotaxi.ota.trust.adapter;

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
import java.util.Optional;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.security.Roles;
import robotaxi.kit.security.VehicleIdentity;
import robotaxi.ota.trust.MetadataFiles;
import robotaxi.ota.trust.MetadataName;
import robotaxi.ota.trust.MetadataRepository;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TrustRefusal;
import robotaxi.ota.trust.TufRole;

/** Metadata in, from the pipeline, and out, to cars. */
@Path("/v1/tuf")
class TrustResource {
    // What TUF clients take at most, so that nothing is published that no car would read.
    private static final int ROOT_LIMIT_BYTES = 512_000;
    private static final int TARGETS_LIMIT_BYTES = 5_000_000;

    private final MetadataRepository repository;
    private final MetadataFiles files;
    private final VehicleIdentity vehicle;
    private final SecurityIdentity caller;
    private final Audit audit;

    @Inject
    TrustResource(
            MetadataRepository repository,
            MetadataFiles files,
            VehicleIdentity vehicle,
            SecurityIdentity caller,
            Audit audit) {
        this.repository = repository;
        this.files = files;
        this.vehicle = vehicle;
        this.caller = caller;
        this.audit = audit;
    }

    /** Which version is published now. */
    public record Published(String role, long version) {}

    @PUT
    @Path("/root")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.RELEASE_MANAGER)
    @Transactional
    public Published publishRoot(byte[] body) {
        limit(body, ROOT_LIMIT_BYTES);
        return published(TufRole.ROOT, repository.publishRoot(body));
    }

    @PUT
    @Path("/targets")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.RELEASE_MANAGER)
    @Transactional
    public Published publishTargets(byte[] body) {
        limit(body, TARGETS_LIMIT_BYTES);
        return published(TufRole.TARGETS, repository.publishTargets(body));
    }

    @GET
    @Path("/metadata/{file}")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    public byte[] metadata(@PathParam("file") String file) {
        vehicle.vehicleId();
        return find(file).orElseThrow(NotFoundException::new);
    }

    private Optional<byte[]> find(String file) {
        return MetadataName.isTimestamp(file)
                ? files.findNewest(TufRole.TIMESTAMP)
                : MetadataName.parse(file).flatMap(name -> files.find(name.role(), name.version()));
    }

    private Published published(TufRole role, long version) {
        String actor = caller.getPrincipal().getName();
        audit.record(actor, "tuf.publish-" + role.wireName(), role.wireName() + " " + version, "");
        return new Published(role.wireName(), version);
    }

    private static void limit(byte[] body, int bytes) {
        if (body.length > bytes) {
            throw new TrustException(TrustRefusal.MALFORMED, "longer than " + bytes + " bytes");
        }
    }
}
