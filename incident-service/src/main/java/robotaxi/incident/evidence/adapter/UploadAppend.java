package robotaxi.incident.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.evidence.PatchChecksum;
import robotaxi.incident.evidence.Upload;
import robotaxi.kit.tus.TusResponses;

/** Takes more bytes of an upload. Whoever calls has taken the upload for itself. */
@ApplicationScoped
class UploadAppend {
    private final UploadTable table;
    private final UploadFiles files;
    private final UploadCompletion completion;
    private final UploadBudget budget;
    private final EvidenceConfig config;

    @Inject
    UploadAppend(
            UploadTable table,
            UploadFiles files,
            UploadCompletion completion,
            UploadBudget budget,
            EvidenceConfig config) {
        this.table = table;
        this.files = files;
        this.completion = completion;
        this.budget = budget;
        this.config = config;
    }

    Response append(Upload known, HttpHeaders headers, InputStream body) throws IOException {
        String checksumHeader = headers.getHeaderString("Upload-Checksum");
        Optional<PatchChecksum> checksum =
                checksumHeader == null ? Optional.empty() : PatchChecksum.parse(checksumHeader);
        if (checksumHeader != null && checksum.isEmpty()) {
            return TusResponses.problem(400, "upload.checksum-unknown", "The checksum's algorithm is not known");
        }
        String offset = headers.getHeaderString("Upload-Offset");
        if (offset == null || !offset.equals(Long.toString(known.offsetBytes()))) {
            return TusResponses.problem(409, "upload.wrong-offset", "Upload-Offset is not where this upload stands");
        }
        Optional<Response> spent = budget.refusal(known.vehicleId());
        if (spent.isPresent()) {
            return spent.get();
        }
        if (known.hasLength()) {
            return append(known, body, checksum);
        }
        return switch (length(known, headers.getHeaderString("Upload-Length"))) {
            case Length.Known(Upload upload) -> append(upload, body, checksum);
            case Length.Refused(Response no) -> no;
        };
    }

    /** The body of a creation, which names no offset. */
    void appendFirst(Upload upload, HttpHeaders headers, InputStream body) throws IOException {
        String header = headers.getHeaderString("Upload-Checksum");
        Optional<PatchChecksum> checksum = header == null ? Optional.empty() : PatchChecksum.parse(header);
        if (header == null || checksum.isPresent()) {
            append(upload, body, checksum).close();
        }
    }

    private sealed interface Length {
        record Known(Upload upload) implements Length {}

        record Refused(Response response) implements Length {}
    }

    /** A length that was left open may be said with any part, once. */
    private Length length(Upload upload, @Nullable String said) {
        if (said == null) {
            return new Length.Known(upload);
        }
        long length = said.matches("\\d{1,18}") ? Long.parseLong(said) : -1;
        if (length < upload.offsetBytes()) {
            return new Length.Refused(
                    TusResponses.problem(400, "upload.length-missing", "Upload-Length is no length of this upload"));
        }
        if (length > config.maxUploadBytes()) {
            return new Length.Refused(
                    TusResponses.problem(413, "upload.too-large", "The upload is longer than this service takes"));
        }
        table.setLength(upload.id(), length);
        return new Length.Known(table.find(upload.id()).orElseThrow());
    }

    private Response append(Upload upload, InputStream body, Optional<PatchChecksum> checksum) throws IOException {
        if (upload.complete()) {
            return TusResponses.progress(204, upload.offsetBytes(), upload.expiresAt())
                    .build();
        }
        if (upload.whole()) {
            // A crash came between the last part and the judgement. Its file may have gone where it belongs: nothing is
            // written any more.
            return finish(upload);
        }
        return switch (files.append(upload, body, checksum)) {
            case UploadFiles.Appended.ChecksumMismatch _ ->
                TusResponses.problem(460, "upload.checksum-mismatch", "The body does not have the announced checksum");
            case UploadFiles.Appended.TooLong _ ->
                TusResponses.problem(413, "upload.beyond-length", "The body goes beyond the announced length");
            case UploadFiles.Appended.Bytes more -> acknowledge(upload, more.count());
        };
    }

    private Response acknowledge(Upload upload, long count) throws IOException {
        long offsetBytes = upload.offsetBytes() + count;
        if (!table.moveOffset(upload.id(), upload.offsetBytes(), offsetBytes, budget.today())) {
            return TusResponses.problem(409, "upload.wrong-offset", "Somebody else has gone on with this upload");
        }
        files.acknowledged(upload.id(), offsetBytes);
        return offsetBytes == upload.lengthBytes()
                ? finish(table.find(upload.id()).orElseThrow())
                : TusResponses.progress(204, offsetBytes, upload.expiresAt()).build();
    }

    private Response finish(Upload whole) throws IOException {
        completion.completeSoon(whole);
        return TusResponses.progress(204, whole.offsetBytes(), whole.expiresAt())
                .build();
    }
}
