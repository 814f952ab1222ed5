package robotaxi.ota.artifact.adapter;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.VehicleIdentity;
import robotaxi.ota.artifact.ArtifactError;
import robotaxi.ota.artifact.ContentHash;

/**
 * Target files for cars, under their consistent-snapshot names. The hash in the name picks the bytes; whether they may be
 * believed is for the car to find in the metadata.
 */
@Path("/v1/tuf/targets/{path: .+}")
class VehicleTargetResource {
    private static final Pattern NAME = Pattern.compile("(?:[^/]+/)*([0-9a-f]{64})\\.[^/]+");

    private final FolderArtifacts artifacts;
    private final VehicleIdentity vehicle;

    @Inject
    VehicleTargetResource(FolderArtifacts artifacts, VehicleIdentity vehicle) {
        this.artifacts = artifacts;
        this.vehicle = vehicle;
    }

    @GET
    @PermitAll
    public Response get(@PathParam("path") String path, @Nullable @HeaderParam("Range") String range) {
        vehicle.vehicleId();
        ContentHash hash = hash(path);
        return FileResponses.get(artifacts.path(hash), length(hash), hash, range);
    }

    @HEAD
    @PermitAll
    public Response head(@PathParam("path") String path) {
        vehicle.vehicleId();
        ContentHash hash = hash(path);
        return FileResponses.head(length(hash), hash);
    }

    private static ContentHash hash(String path) {
        Matcher name = NAME.matcher(path);
        if (!name.matches()) {
            throw new FleetException(ArtifactError.UNKNOWN, path);
        }
        return new ContentHash(name.group(1));
    }

    private long length(ContentHash hash) {
        return artifacts.findLengthBytes(hash).orElseThrow(() -> new FleetException(ArtifactError.UNKNOWN, hash.hex()));
    }
}
