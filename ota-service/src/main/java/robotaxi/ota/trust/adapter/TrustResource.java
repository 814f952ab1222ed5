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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    private final Standings standings;
    private final InstantSource clock;
    private final VehicleIdentity vehicle;
    private final SecurityIdentity caller;
    private final Audit audit;

    @Inject
    TrustResource(
            MetadataRepository repository,
            MetadataFiles files,
            Standings standings,
            InstantSource clock,
            VehicleIdentity vehicle,
            SecurityIdentity caller,
            Audit audit) {
        this.repository = repository;
        this.files = files;
        this.standings = standings;
        this.clock = clock;
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

    /**
     * How a role stands.
     *
     * @param expiresSoon a quarter of its time or less is left
     */
    public record RoleView(
            String repository,
            String role,
            long version,
            Instant publishedAt,
            Instant expiresAt,
            boolean expiresSoon) {}

    /** All roles. */
    public record Status(List<RoleView> roles) {}

    /** Which metadata count, and how long. */
    @GET
    @Path("/status")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Status status() {
        Instant now = clock.instant();
        return new Status(standings.list().stream()
                .map(each -> new RoleView(
                        each.repository(),
                        each.role(),
                        each.version(),
                        each.publishedAt(),
                        each.expiresAt(),
                        each.expiresSoon(now)))
                .toList());
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
