package robotaxi.ota.artifact.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.http.BodyStream;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.artifact.ArtifactError;
import robotaxi.ota.artifact.ContentHash;

/** Artifacts in and out, for people and the pipeline. */
@Path("/v1/artifacts/{sha256}")
class ArtifactResource {
    private final FolderArtifacts artifacts;
    private final SecurityIdentity caller;
    private final ArtifactAudit audit;
    private final DeviceDigestQueue deviceDigests;

    @Inject
    ArtifactResource(
            FolderArtifacts artifacts, SecurityIdentity caller, ArtifactAudit audit, DeviceDigestQueue deviceDigests) {
        this.artifacts = artifacts;
        this.caller = caller;
        this.audit = audit;
        this.deviceDigests = deviceDigests;
    }

    /** An artifact that is here. */
    public record Stored(String sha256, long lengthBytes) {}

    @PUT
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed(Roles.RELEASE_MANAGER)
    public Response put(@PathParam("sha256") String sha256, @Context HttpServerRequest request) {
        try (BodyStream content = BodyStream.of(request)) {
            ContentHash hash = new ContentHash(sha256);
            boolean known = artifacts.findLengthBytes(hash).isPresent();
            long lengthBytes = artifacts.store(hash, content);
            audit.stored(caller.getPrincipal().getName(), hash, lengthBytes);
            deviceDigests.make(hash);
            return Response.status(known ? Response.Status.OK : Response.Status.CREATED)
                    .entity(new Stored(sha256, lengthBytes))
                    .build();
        }
    }

    @HEAD
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Response head(@PathParam("sha256") String sha256) {
        ContentHash hash = new ContentHash(sha256);
        return FileResponses.head(length(hash), hash);
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Response get(@PathParam("sha256") String sha256, @Nullable @HeaderParam("Range") String range) {
        ContentHash hash = new ContentHash(sha256);
        return FileResponses.get(artifacts.path(hash), length(hash), hash, range);
    }

    private long length(ContentHash hash) {
        return artifacts.findLengthBytes(hash).orElseThrow(() -> new FleetException(ArtifactError.UNKNOWN, hash.hex()));
    }
}
