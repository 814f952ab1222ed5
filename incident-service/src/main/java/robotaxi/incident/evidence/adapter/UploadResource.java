package robotaxi.incident.evidence.adapter;

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
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.evidence.PatchChecksum;
import robotaxi.incident.evidence.Upload;
import robotaxi.kit.http.UnreadBody;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.security.VehicleIdentity;
import robotaxi.kit.tus.TusResponses;
import robotaxi.kit.tus.UploadMetadata;

/**
 * Resumable upload for cars: tus 1.0 with creation, checksum, expiration and termination. A 204 to a PATCH means that the bytes
 * are on the disk.
 *
 * @see <a href="https://tus.io/protocols/resumable-upload">the tus protocol</a>
 */
@Path("/v1/uploads")
class UploadResource {
    private final UploadTable table;
    private final UploadFiles files;
    private final UploadCompletion completion;
    private final VehicleIdentity vehicle;
    private final EvidenceConfig config;
    private final InstantSource clock;
    private final Ids ids;

    @Inject
    UploadResource(
            UploadTable table,
            UploadFiles files,
            UploadCompletion completion,
            VehicleIdentity vehicle,
            EvidenceConfig config,
            InstantSource clock,
            Ids ids) {
        this.table = table;
        this.files = files;
        this.completion = completion;
        this.vehicle = vehicle;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    @OPTIONS
    @PermitAll
    public Response options() {
        vehicle.vehicleId();
        return TusResponses.status(204)
                .header("Tus-Version", TusResponses.VERSION)
                .header("Tus-Extension", "creation,checksum,expiration,termination")
                .header("Tus-Max-Size", config.maxUploadBytes())
                .header("Tus-Checksum-Algorithm", PatchChecksum.ALGORITHMS)
                .build();
    }

    @POST
    @PermitAll
    public Response create(
            @Nullable @HeaderParam("Tus-Resumable") String version,
            @Nullable @HeaderParam("Upload-Length") Long length,
            @Nullable @HeaderParam("Upload-Metadata") String metadata,
            @Context UriInfo address) {
        String car = vehicle.vehicleId();
        if (!TusResponses.VERSION.equals(version)) {
            return TusResponses.wrongVersion();
        }
        if (length == null || length < 0) {
            return TusResponses.problem(400, "upload.length-missing", "Upload-Length is needed");
        }
        if (length > config.maxUploadBytes()) {
            return TusResponses.problem(413, "upload.too-large", "The upload is longer than this service takes");
        }
        Optional<UploadMetadata> announced = UploadMetadata.parse(metadata == null ? "" : metadata);
        if (metadata == null
                || announced.isEmpty()
                || announced.get().value("event_id").isEmpty()
                || !ContentHash.isOne(announced.get().value("sha256"))) {
            return TusResponses.problem(
                    400, "upload.metadata-malformed", "Upload-Metadata needs event_id and sha256, in base64");
        }
        String named = announced.get().value("vehicle_id");
        if (!named.isEmpty() && !named.equals(car)) {
            return TusResponses.problem(403, "upload.other-vehicle", "A car uploads its own recordings only");
        }
        Upload upload = new Upload(
                ids.next(), car, metadata, length, 0, false, clock.instant().plus(config.uploadExpiry()));
        table.add(upload);
        return TusResponses.progress(201, 0, upload.expiresAt())
                .header(
                        HttpHeaders.LOCATION,
                        address.getAbsolutePathBuilder().path(upload.id()).build())
                .build();
    }

    @HEAD
    @Path("/{id}")
    @PermitAll
    public Response head(@PathParam("id") String id) {
        Optional<Upload> upload = own(id);
        if (upload.isEmpty()) {
            return TusResponses.status(404).build();
        }
        return TusResponses.progress(
                        200, upload.get().offsetBytes(), upload.get().expiresAt())
                .header("Upload-Length", upload.get().lengthBytes())
                .header("Upload-Metadata", upload.get().metadata())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
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
            InputStream body)
            throws IOException {
        return switch (method == null ? "" : method) {
            case "PATCH" -> patch(id, headers, body);
            case "DELETE" -> delete(id, headers);
            default -> TusResponses.status(405).build();
        };
    }

    @PATCH
    @Path("/{id}")
    @PermitAll
    public Response patch(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        try {
            return patched(id, headers, body);
        } finally {
            UnreadBody.drop(body);
        }
    }

    private Response patched(String id, HttpHeaders headers, InputStream body) throws IOException {
        if (!TusResponses.VERSION.equals(headers.getHeaderString("Tus-Resumable"))) {
            return TusResponses.wrongVersion();
        }
        if (!TusResponses.BODY_TYPE.equals(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            return TusResponses.problem(415, "upload.wrong-type", "The body must be application/offset+octet-stream");
        }
        String checksumHeader = headers.getHeaderString("Upload-Checksum");
        Optional<PatchChecksum> checksum =
                checksumHeader == null ? Optional.empty() : PatchChecksum.parse(checksumHeader);
        if (checksumHeader != null && checksum.isEmpty()) {
            return TusResponses.problem(400, "upload.checksum-unknown", "The checksum's algorithm is not known");
        }
        if (!completion.take(id)) {
            return TusResponses.problem(423, "upload.busy", "Another request writes to this upload");
        }
        try {
            Optional<Upload> upload = own(id);
            return upload.isEmpty()
                    ? TusResponses.unknown()
                    : append(upload.get(), headers.getHeaderString("Upload-Offset"), body, checksum);
        } finally {
            completion.giveBack(id);
        }
    }

    private Response append(Upload upload, @Nullable String offset, InputStream body, Optional<PatchChecksum> checksum)
            throws IOException {
        if (offset == null || !offset.equals(Long.toString(upload.offsetBytes()))) {
            return TusResponses.problem(409, "upload.wrong-offset", "Upload-Offset is not where this upload stands");
        }
        if (upload.complete()) {
            return TusResponses.progress(204, upload.offsetBytes(), upload.expiresAt())
                    .build();
        }
        return switch (files.append(upload, body, checksum)) {
            case UploadFiles.Appended.ChecksumMismatch _ ->
                TusResponses.problem(460, "upload.checksum-mismatch", "The body does not have the announced checksum");
            case UploadFiles.Appended.TooLong _ ->
                TusResponses.problem(413, "upload.beyond-length", "The body goes beyond the announced length");
            case UploadFiles.Appended.Bytes more -> acknowledge(upload, upload.offsetBytes() + more.count());
        };
    }

    private Response acknowledge(Upload upload, long offsetBytes) throws IOException {
        if (!table.moveOffset(upload.id(), upload.offsetBytes(), offsetBytes)) {
            return TusResponses.problem(409, "upload.wrong-offset", "Somebody else has gone on with this upload");
        }
        if (offsetBytes == upload.lengthBytes()) {
            completion.complete(table.find(upload.id()).orElseThrow());
        }
        return TusResponses.progress(204, offsetBytes, upload.expiresAt()).build();
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
