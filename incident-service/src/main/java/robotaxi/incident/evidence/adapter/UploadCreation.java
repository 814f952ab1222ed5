package robotaxi.incident.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.evidence.Upload;
import robotaxi.incident.incident.Incidents;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.tus.TusResponses;
import robotaxi.kit.tus.UploadMetadata;

/**
 * Begins uploads. A recording has a name, which is its car and event, and a content, which is its hash: what is kept already is whole at
 * once, and another content under the same name is taken and set apart.
 */
@ApplicationScoped
class UploadCreation {
    private final UploadTable table;
    private final UploadCompletion completion;
    private final UploadAppend append;
    private final UploadBudget budget;
    private final Incidents incidents;
    private final EvidenceConfig config;
    private final InstantSource clock;
    private final Ids ids;

    @Inject
    UploadCreation(
            UploadTable table,
            UploadCompletion completion,
            UploadAppend append,
            UploadBudget budget,
            Incidents incidents,
            EvidenceConfig config,
            InstantSource clock,
            Ids ids) {
        this.table = table;
        this.completion = completion;
        this.append = append;
        this.budget = budget;
        this.incidents = incidents;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    Response create(String car, HttpHeaders headers, UriInfo address, InputStream body) throws IOException {
        if (!TusResponses.VERSION.equals(headers.getHeaderString("Tus-Resumable"))) {
            return TusResponses.wrongVersion();
        }
        long length = length(headers);
        String metadata = headers.getHeaderString("Upload-Metadata");
        Optional<Response> no = refusal(car, length, metadata).or(() -> budget.refusal(car));
        if (no.isPresent()) {
            return no.get();
        }
        Upload upload = new Upload(
                ids.next(),
                car,
                metadata == null ? "" : metadata,
                length,
                0,
                false,
                clock.instant().plus(config.uploadExpiry()));
        table.add(upload);
        Response begun = begun(upload, headers, body);
        return Response.fromResponse(begun)
                .header(
                        HttpHeaders.LOCATION,
                        address.getAbsolutePathBuilder().path(upload.id()).build())
                .build();
    }

    private Response begun(Upload upload, HttpHeaders headers, InputStream body) throws IOException {
        if (isKept(upload)) {
            table.completeAtOnce(upload.id(), upload.lengthBytes());
            return TusResponses.progress(201, upload.lengthBytes(), upload.expiresAt())
                    .build();
        }
        if (TusResponses.BODY_TYPE.equals(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            return withBody(upload, headers, body);
        }
        return TusResponses.progress(201, 0, upload.expiresAt()).build();
    }

    /** A first part that was refused is not taken, but the upload is begun. */
    private Response withBody(Upload upload, HttpHeaders headers, InputStream body) throws IOException {
        if (!completion.take(upload.id())) {
            throw new IllegalStateException("an upload that nobody knows yet is busy");
        }
        try {
            append.appendFirst(upload, headers, body);
        } finally {
            completion.giveBack(upload.id());
        }
        Upload now = table.find(upload.id()).orElse(upload);
        return TusResponses.progress(201, now.offsetBytes(), now.expiresAt()).build();
    }

    private boolean isKept(Upload upload) {
        return upload.hasLength()
                && incidents
                        .findClip(upload.vehicleId(), upload.announced("event_id"))
                        .filter(clip -> clip.sha256().equals(upload.announced("sha256")))
                        .filter(clip -> clip.lengthBytes() == upload.lengthBytes())
                        .isPresent();
    }

    /** The announced length; {@link Upload#UNKNOWN_LENGTH} if it is said later, less than that if it is none. */
    private static long length(HttpHeaders headers) {
        String length = headers.getHeaderString("Upload-Length");
        String defer = headers.getHeaderString("Upload-Defer-Length");
        if (length == null) {
            return "1".equals(defer) ? Upload.UNKNOWN_LENGTH : Long.MIN_VALUE;
        }
        return defer == null && length.matches("\\d{1,18}") ? Long.parseLong(length) : Long.MIN_VALUE;
    }

    private Optional<Response> refusal(String car, long length, @Nullable String metadata) {
        if (length < Upload.UNKNOWN_LENGTH) {
            return Optional.of(TusResponses.problem(
                    400, "upload.length-missing", "Either Upload-Length or Upload-Defer-Length: 1 is needed"));
        }
        if (length > config.maxUploadBytes()) {
            return Optional.of(
                    TusResponses.problem(413, "upload.too-large", "The upload is longer than this service takes"));
        }
        Optional<UploadMetadata> announced = UploadMetadata.parse(metadata == null ? "" : metadata);
        if (metadata == null
                || announced.isEmpty()
                || announced.get().value("event_id").isEmpty()
                || !ContentHash.isOne(announced.get().value("sha256"))) {
            return Optional.of(TusResponses.problem(
                    400,
                    "upload.metadata-malformed",
                    "Upload-Metadata needs event_id, and sha256 of the whole file in lower-case hex, each in base64"));
        }
        String named = announced.get().value("vehicle_id");
        return named.isEmpty() || named.equals(car)
                ? Optional.empty()
                : Optional.of(
                        TusResponses.problem(403, "upload.other-vehicle", "A car uploads its own recordings only"));
    }
}
