package robotaxi.ota.ddi.adapter;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.artifact.StoredArtifact;
import robotaxi.ota.artifact.StoredArtifacts;

/** The files of what a device installs or has installed. Nothing is written for a download, whole or in ranges. */
@Admitted
@Path("/{tenant}/controller/v1/{deviceId}/softwaremodules/{moduleId}/artifacts")
class SoftwareModuleResource {
    private final DdiCaller caller;
    private final DeviceModules modules;
    private final StoredArtifacts artifacts;

    @Inject
    SoftwareModuleResource(DdiCaller caller, DeviceModules modules, StoredArtifacts artifacts) {
        this.caller = caller;
        this.modules = modules;
        this.artifacts = artifacts;
    }

    @GET
    @PermitAll
    @Produces({MediaType.APPLICATION_JSON, "application/hal+json"})
    public List<DdiJson.Artifact> list(@PathParam("moduleId") int moduleId) {
        String deviceId = caller.enter();
        return List.of(Deployments.artifact(module(deviceId, moduleId), caller.links(deviceId)));
    }

    @GET
    @Path("/{fileName}.MD5SUM")
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    public String md5(@PathParam("moduleId") int moduleId, @PathParam("fileName") String fileName) {
        return file(moduleId, fileName).md5() + "  " + fileName;
    }

    @HEAD
    @Path("/{fileName}")
    @PermitAll
    public Response head(@PathParam("moduleId") int moduleId, @PathParam("fileName") String fileName) {
        StoredArtifact file = file(moduleId, fileName);
        return headers(Response.ok().header("Content-Length", file.lengthBytes()), file, fileName)
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .build();
    }

    @GET
    @Path("/{fileName}")
    @PermitAll
    public Response get(
            @PathParam("moduleId") int moduleId,
            @PathParam("fileName") String fileName,
            @Nullable @HeaderParam("Range") String range,
            @Nullable @HeaderParam("If-Match") String match,
            @Nullable @HeaderParam("If-Range") String onlyIf) {
        StoredArtifact file = file(moduleId, fileName);
        if (match != null && !match.equals("*") && !match.contains(tag(file))) {
            return Response.status(Response.Status.PRECONDITION_FAILED).build();
        }
        boolean same = onlyIf == null || onlyIf.equals(tag(file)) || onlyIf.equals(modified(file));
        return switch (Ranges.of(same ? range : null, file.lengthBytes())) {
            case Ranges.Whole _ -> part(Response.ok(), file, fileName, 0, file.lengthBytes());
            case Ranges.Parts(List<Ranges.Part> parts)
            when parts.size() == 1 ->
                part(
                        Response.status(Response.Status.PARTIAL_CONTENT)
                                .header("Content-Range", parts.getFirst().contentRange(file.lengthBytes())),
                        file,
                        fileName,
                        parts.getFirst().first(),
                        parts.getFirst().lengthBytes());
            case Ranges.Parts(List<Ranges.Part> parts) -> parts(file, fileName, parts);
            case Ranges.Unsatisfiable _ ->
                Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header("Content-Range", "bytes */" + file.lengthBytes())
                        .build();
        };
    }

    private Response part(
            Response.ResponseBuilder response, StoredArtifact file, String fileName, long first, long lengthBytes) {
        return headers(response.entity(new PathPart(artifacts.path(file.hash()), first, lengthBytes)), file, fileName)
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .build();
    }

    private Response parts(StoredArtifact file, String fileName, List<Ranges.Part> parts) {
        var body = new MultipartFile(artifacts.path(file.hash()), file.lengthBytes(), parts);
        return headers(Response.status(Response.Status.PARTIAL_CONTENT).entity(body), file, fileName)
                .header("Content-Length", body.lengthBytes())
                .type(MultipartFile.contentType())
                .build();
    }

    private static Response.ResponseBuilder headers(
            Response.ResponseBuilder response, StoredArtifact file, String fileName) {
        return response.header("ETag", tag(file))
                .header("Last-Modified", modified(file))
                .header("Accept-Ranges", "bytes")
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static String tag(StoredArtifact file) {
        return '"' + file.sha1() + '"';
    }

    private static String modified(StoredArtifact file) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(file.storedAt().atOffset(ZoneOffset.UTC));
    }

    private StoredArtifact file(int moduleId, String fileName) {
        DeviceModule module = module(caller.enter(), moduleId);
        if (!module.fileName().equals(fileName)) {
            throw DdiException.unknown("no such file");
        }
        return module.artifact();
    }

    private DeviceModule module(String deviceId, int moduleId) {
        return modules.findOwn(deviceId, moduleId)
                .orElseThrow(() -> DdiException.unknown("not a piece of this device's software"));
    }
}
