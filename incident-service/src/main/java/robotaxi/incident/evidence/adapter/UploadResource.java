package robotaxi.incident.evidence.adapter;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.evidence.PatchChecksum;
import robotaxi.incident.evidence.Upload;
import robotaxi.kit.http.BodyStream;
import robotaxi.kit.security.VehicleIdentity;
import robotaxi.kit.tus.TusResponses;

/**
 * Resumable upload for cars: tus 1.0 with the extensions that OPTIONS names. A 204 to a PATCH means that the bytes are on the disk.
 *
 * @see <a href="https://tus.io/protocols/resumable-upload">the tus protocol</a>
 */
@Path("/v1/uploads")
class UploadResource {
    private static final String EXTENSIONS =
            "creation,creation-defer-length,creation-with-upload,checksum,expiration,termination";

    private final UploadTable table;
    private final UploadFiles files;
    private final UploadCompletion completion;
    private final UploadCreation creation;
    private final UploadAppend append;
    private final VehicleIdentity vehicle;
    private final EvidenceConfig config;
    private final InstantSource clock;

    @Inject
    UploadResource(
            UploadTable table,
            UploadFiles files,
            UploadCompletion completion,
            UploadCreation creation,
            UploadAppend append,
            VehicleIdentity vehicle,
            EvidenceConfig config,
            InstantSource clock) {
        this.table = table;
        this.files = files;
        this.completion = completion;
        this.creation = creation;
        this.append = append;
        this.vehicle = vehicle;
        this.config = config;
        this.clock = clock;
    }

    @OPTIONS
    @PermitAll
    public Response options() {
        vehicle.vehicleId();
        return TusResponses.status(204)
                .header("Tus-Version", TusResponses.VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", config.maxUploadBytes())
                .header("Tus-Checksum-Algorithm", PatchChecksum.ALGORITHMS)
                .build();
    }

    /** The body, if there is one, is the first part. */
    @POST
    @PermitAll
    public Response create(@Context HttpHeaders headers, @Context UriInfo address, @Context HttpServerRequest request)
            throws IOException {
        try (BodyStream body = BodyStream.of(request)) {
            return creation.create(vehicle.vehicleId(), headers, address, body);
        }
    }

    @HEAD
    @Path("/{id}")
    @PermitAll
    public Response head(@PathParam("id") String id) {
        Optional<Upload> upload = own(id);
        if (upload.isEmpty()) {
            return TusResponses.status(404).build();
        }
        // After a broken connection, what came of it may still be on its way to the disk: its end is the offset.
        if (!completion.takeSoon(id)) {
            return TusResponses.status(423).build();
        }
        try {
            return own(id).map(UploadResource::state)
                    .orElseGet(() -> TusResponses.status(404).build());
        } finally {
            completion.giveBack(id);
        }
    }

    private static Response state(Upload upload) {
        Response.ResponseBuilder state = TusResponses.progress(200, upload.offsetBytes(), upload.expiresAt())
                .header("Upload-Metadata", upload.metadata())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return (upload.hasLength()
                        ? state.header("Upload-Length", upload.lengthBytes())
                        : state.header("Upload-Defer-Length", 1))
                .build();
    }

    /** For clients whose HTTP library knows no PATCH. */
    @POST
    @Path("/{id}")
    @PermitAll
    public Response overridden(
            @PathParam("id") String id,
            @Nullable @HeaderParam("X-HTTP-Method-Override") String method,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request)
            throws IOException {
        return switch (method == null ? "" : method) {
            case "PATCH" -> patch(id, headers, request);
            case "DELETE" -> delete(id, headers);
            default -> TusResponses.status(405).build();
        };
    }

    @PATCH
    @Path("/{id}")
    @PermitAll
    public Response patch(@PathParam("id") String id, @Context HttpHeaders headers, @Context HttpServerRequest request)
            throws IOException {
        try (BodyStream body = BodyStream.of(request)) {
            return patched(id, headers, body);
        }
    }

    private Response patched(String id, HttpHeaders headers, InputStream body) throws IOException {
        if (!TusResponses.VERSION.equals(headers.getHeaderString("Tus-Resumable"))) {
            return TusResponses.wrongVersion();
        }
        if (!TusResponses.BODY_TYPE.equals(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            return TusResponses.problem(415, "upload.wrong-type", "The body must be application/offset+octet-stream");
        }
        if (!completion.take(id)) {
            return TusResponses.problem(423, "upload.busy", "Another request writes to this upload");
        }
        try {
            Optional<Upload> upload = own(id);
            return upload.isEmpty() ? TusResponses.unknown() : append.append(upload.get(), headers, body);
        } finally {
            completion.giveBack(id);
        }
    }

    @DELETE
    @Path("/{id}")
    @PermitAll
    public Response delete(@PathParam("id") String id, @Context HttpHeaders headers) throws IOException {
        if (!TusResponses.VERSION.equals(headers.getHeaderString("Tus-Resumable"))) {
            return TusResponses.wrongVersion();
        }
        if (!completion.take(id)) {
            return TusResponses.problem(423, "upload.busy", "Another request writes to this upload");
        }
        try {
            if (own(id).isEmpty()) {
                return TusResponses.unknown();
            }
            table.remove(id);
            files.remove(id);
            return TusResponses.status(204).build();
        } finally {
            completion.giveBack(id);
        }
    }

    /** A car sees its own uploads only, and none whose time is over. */
    private Optional<Upload> own(String id) {
        String car = vehicle.vehicleId();
        return table.find(id)
                .filter(upload -> upload.vehicleId().equals(car))
                .filter(upload -> !upload.expired(clock.instant()));
    }
}
