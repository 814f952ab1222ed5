package robotaxi.ota.artifact.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.http.BodyStream;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.security.Roles;
import robotaxi.kit.tus.TusResponses;
import robotaxi.kit.tus.UploadMetadata;
import robotaxi.ota.artifact.ArtifactError;
import robotaxi.ota.artifact.ArtifactUpload;
import robotaxi.ota.artifact.ContentHash;

/**
 * Resumable upload of artifacts: tus 1.0 with creation, expiration and termination. A 204 to a PATCH means that the bytes are on the
 * disk, and to the last one that they have the announced hash. Whoever creates the same upload again gets the one under way.
 *
 * @see <a href="https://tus.io/protocols/resumable-upload">the tus protocol</a>
 */
@Path("/v1/artifact-uploads")
@RolesAllowed(Roles.RELEASE_MANAGER)
class ArtifactUploadResource {
    private final UploadTable table;
    private final IncomingFiles incoming;
    private final UploadCompletion completion;
    private final SecurityIdentity caller;
    private final ArtifactConfig config;
    private final InstantSource clock;
    private final Ids ids;

    @Inject
    ArtifactUploadResource(
            UploadTable table,
            IncomingFiles incoming,
            UploadCompletion completion,
            SecurityIdentity caller,
            ArtifactConfig config,
            InstantSource clock,
            Ids ids) {
        this.table = table;
        this.incoming = incoming;
        this.completion = completion;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    @OPTIONS
    public Response options() {
        return TusResponses.status(204)
                .header("Tus-Version", TusResponses.VERSION)
                .header("Tus-Extension", "creation,expiration,termination")
                .header("Tus-Max-Size", config.maxBytes())
                .build();
    }

    @POST
    public Response create(
            @Nullable @HeaderParam("Tus-Resumable") String version,
            @Nullable @HeaderParam("Upload-Length") Long length,
            @Nullable @HeaderParam("Upload-Metadata") String metadata,
            @Context UriInfo address) {
        if (!TusResponses.VERSION.equals(version)) {
            return TusResponses.wrongVersion();
        }
        if (length == null || length <= 0) {
            return TusResponses.problem(400, "upload.length-missing", "Upload-Length is needed, and more than 0");
        }
        if (length > config.maxBytes()) {
            return refused(ArtifactError.TOO_LARGE);
        }
        Optional<ContentHash> hash = UploadMetadata.parse(metadata == null ? "" : metadata)
                .map(values -> values.value("sha256"))
                .filter(ContentHash::isOne)
                .map(ContentHash::new);
        if (hash.isEmpty()) {
            return TusResponses.problem(
                    400, "upload.metadata-malformed", "Upload-Metadata needs sha256, its hex digits in base64");
        }
        ArtifactUpload upload =
                table.findOpen(hash.get(), length, name(), clock.instant()).orElseGet(() -> begin(hash.get(), length));
        return TusResponses.progress(201, upload.offsetBytes(), upload.expiresAt())
                .header(
                        HttpHeaders.LOCATION,
                        address.getAbsolutePathBuilder().path(upload.id()).build())
                .build();
    }

    private ArtifactUpload begin(ContentHash hash, long lengthBytes) {
        var upload = new ArtifactUpload(ids.next(), hash, lengthBytes, 0, false, name(), expiry());
        table.add(upload);
        return upload;
    }

    @HEAD
    @Path("/{id}")
    public Response head(@PathParam("id") String id) {
        return own(id).map(upload -> TusResponses.progress(200, upload.offsetBytes(), upload.expiresAt())
                        .header("Upload-Length", upload.lengthBytes())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build())
                .orElseGet(() -> TusResponses.status(404).build());
    }

    @PATCH
    @Path("/{id}")
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
            return TusResponses.problem(415, "upload.wrong-type", "The body must be " + TusResponses.BODY_TYPE);
        }
        if (!completion.take(id)) {
            return TusResponses.problem(423, "upload.busy", "Another request writes to this upload");
        }
        try {
            Optional<ArtifactUpload> upload = own(id);
            return upload.isEmpty()
                    ? TusResponses.unknown()
                    : append(upload.get(), headers.getHeaderString("Upload-Offset"), body);
        } finally {
            completion.giveBack(id);
        }
    }

    private Response append(ArtifactUpload upload, @Nullable String offset, InputStream body) throws IOException {
        if (offset == null || !offset.equals(Long.toString(upload.offsetBytes()))) {
            return wrongOffset();
        }
        return switch (upload.whole() ? IncomingFiles.Appended.DURABLE : incoming.append(upload, body, tell(upload))) {
            case TOO_LONG ->
                TusResponses.problem(413, "upload.beyond-length", "The body goes beyond the announced length");
            case OVERTAKEN -> wrongOffset();
            case DURABLE -> acknowledge(table.find(upload.id()).orElseThrow());
        };
    }

    private static Response wrongOffset() {
        return TusResponses.problem(409, "upload.wrong-offset", "Upload-Offset is not where this upload stands");
    }

    private IncomingFiles.Progress tell(ArtifactUpload upload) {
        return new IncomingFiles.Progress() {
            private long known = upload.offsetBytes();

            @Override
            public boolean durable(long offsetBytes) {
                boolean moved = table.moveOffset(upload.id(), known, offsetBytes, expiry());
                known = offsetBytes;
                return moved;
            }
        };
    }

    private Response acknowledge(ArtifactUpload upload) throws IOException {
        if (upload.whole() && !upload.complete() && !completion.complete(upload)) {
            return refused(ArtifactError.HASH_MISMATCH);
        }
        return TusResponses.progress(204, upload.offsetBytes(), upload.expiresAt())
                .build();
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) throws IOException {
        if (!completion.take(id)) {
            return TusResponses.problem(423, "upload.busy", "Another request writes to this upload");
        }
        try {
            if (own(id).isEmpty()) {
                return TusResponses.unknown();
            }
            table.remove(id);
            incoming.remove(id);
            return TusResponses.status(204).build();
        } finally {
            completion.giveBack(id);
        }
    }

    private static Response refused(ErrorCode code) {
        return TusResponses.problem(code.category().status(), code.code(), code.title());
    }

    private String name() {
        return caller.getPrincipal().getName();
    }

    private Instant expiry() {
        return clock.instant().plus(config.uploadExpiry());
    }

    /** Everybody sees their own uploads only, and none whose time is over. */
    private Optional<ArtifactUpload> own(String id) {
        return table.find(id)
                .filter(upload -> upload.createdBy().equals(name()))
                .filter(upload -> !upload.expired(clock.instant()));
    }
}
