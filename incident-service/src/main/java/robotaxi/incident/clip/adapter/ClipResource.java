package robotaxi.incident.clip.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jboss.resteasy.reactive.PathPart;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataOutput;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.clip.ClipScene;
import robotaxi.incident.clip.ClipSummary;
import robotaxi.incident.custody.CustodyLog;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.http.ByteRange;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The recording of an incident, whole, by range, or as what people draw of it. */
@Path("/v1/incidents/{id}/clip")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
class ClipResource {
    private static final int MOST_PICTURES = 50;
    private static final int MOST_BYTES = 256 << 10;
    private static final MediaType JPEG = MediaType.valueOf("image/jpeg");

    private final Incidents incidents;
    private final Blobs blobs;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final CustodyLog custody;

    @Inject
    ClipResource(Incidents incidents, Blobs blobs, SecurityIdentity caller, Audit audit, CustodyLog custody) {
        this.incidents = incidents;
        this.blobs = blobs;
        this.caller = caller;
        this.audit = audit;
        this.custody = custody;
    }

    @GET
    @Transactional
    public Response download(@PathParam("id") String id, @Nullable @HeaderParam("Range") String range)
            throws IOException {
        java.nio.file.Path file = file(id);
        long length = Files.size(file);
        return switch (ByteRange.of(range, length)) {
            case ByteRange.Whole _ -> {
                // Who took evidence away is part of its custody.
                audit.record(caller.getPrincipal().getName(), "clip.download", id, "");
                opened(id);
                yield headers(Response.ok(new PathPart(file, 0, length)), id);
            }
            case ByteRange.Part part ->
                headers(
                        Response.status(Response.Status.PARTIAL_CONTENT)
                                .entity(new PathPart(file, part.first(), part.lengthBytes()))
                                .header("Content-Range", part.contentRange(length)),
                        id);
            case ByteRange.Unsatisfiable _ ->
                Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header("Content-Range", "bytes */" + length)
                        .build();
        };
    }

    /** The same under a name by whose ending viewers know what it is. */
    @GET
    @Path("/recording.mcap")
    @Transactional
    public Response named(@PathParam("id") String id, @Nullable @HeaderParam("Range") String range) throws IOException {
        return download(id, range);
    }

    private static Response headers(Response.ResponseBuilder builder, String id) {
        return builder.type("application/octet-stream")
                .header("Accept-Ranges", "bytes")
                .header("Content-Disposition", "attachment; filename=\"" + id + ".mcap\"")
                .build();
    }

    @GET
    @Path("/summary")
    @Transactional
    public ClipSummary summary(@PathParam("id") String id) throws IOException {
        ClipSummary summary = ClipDecoder.summary(file(id));
        opened(id);
        return summary;
    }

    @GET
    @Path("/scene")
    @Transactional
    public ClipScene scene(@PathParam("id") String id) throws IOException {
        return SceneDecoder.scene(file(id));
    }

    private void opened(String id) {
        incidents
                .find(new IncidentId(id))
                .ifPresent(incident -> custody.opened(
                        incident.facts().moment().vehicleId(),
                        id,
                        caller.getPrincipal().getName()));
    }

    @GET
    @Path("/cameras/{camera}/frames/{index}")
    @Produces("image/jpeg")
    public byte[] frame(@PathParam("id") String id, @PathParam("camera") String camera, @PathParam("index") int index)
            throws IOException {
        return pictures(id, camera, index, 1).getFirst();
    }

    /** Several at once, each a file named after its place: a page that plays eight cameras has six connections. */
    @GET
    @Path("/cameras/{camera}/frames")
    @Produces(MediaType.MULTIPART_FORM_DATA)
    public MultipartFormDataOutput frames(
            @PathParam("id") String id,
            @PathParam("camera") String camera,
            @QueryParam("from") @DefaultValue("0") int from,
            @QueryParam("count") @DefaultValue("10") int count)
            throws IOException {
        if (count < 1 || count > MOST_PICTURES) {
            throw new FleetException(IncidentError.MALFORMED, "count is 1 to " + MOST_PICTURES);
        }
        var parts = new MultipartFormDataOutput();
        int index = from;
        for (byte[] picture : pictures(id, camera, from, count)) {
            String name = Integer.toString(index++);
            var _ = parts.addFormData(name, picture, JPEG, name + ".jpg");
        }
        return parts;
    }

    private List<byte[]> pictures(String id, String camera, int from, int most) throws IOException {
        List<byte[]> pictures = CameraDecoder.pictures(file(id), camera, from, most, MOST_BYTES)
                .orElseThrow(() -> new FleetException(IncidentError.CAMERA_UNKNOWN, id + " " + camera));
        if (pictures.isEmpty()) {
            throw new FleetException(IncidentError.FRAME_UNKNOWN, id + " " + camera + " " + from);
        }
        return pictures;
    }

    private java.nio.file.Path file(String id) {
        return incidents.listClips(new IncidentId(id)).stream()
                .filter(Clip::kept)
                .findFirst()
                .flatMap(clip -> blobs.find(new ContentHash(clip.sha256())))
                .orElseThrow(() -> new FleetException(IncidentError.CLIP_UNKNOWN, id));
    }
}
