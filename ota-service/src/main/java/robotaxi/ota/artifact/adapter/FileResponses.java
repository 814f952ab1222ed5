package robotaxi.ota.artifact.adapter;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.http.ByteRange;
import robotaxi.ota.artifact.ContentHash;

/** Serves files by range without reading them into memory and without a word to the database. */
final class FileResponses {
    private FileResponses() {}

    static Response get(Path file, long lengthBytes, ContentHash hash, @Nullable String range) {
        return switch (ByteRange.of(range, lengthBytes)) {
            case ByteRange.Whole _ -> headers(Response.ok(new PathPart(file, 0, lengthBytes)), hash);
            case ByteRange.Part part ->
                headers(
                        Response.status(Response.Status.PARTIAL_CONTENT)
                                .entity(new PathPart(file, part.first(), part.lengthBytes()))
                                .header("Content-Range", part.contentRange(lengthBytes)),
                        hash);
            case ByteRange.Unsatisfiable _ ->
                Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header("Content-Range", "bytes */" + lengthBytes)
                        .build();
        };
    }

    static Response head(long lengthBytes, ContentHash hash) {
        return headers(Response.ok().header(HttpHeaders.CONTENT_LENGTH, lengthBytes), hash);
    }

    private static Response headers(Response.ResponseBuilder builder, ContentHash hash) {
        return builder.type(MediaType.APPLICATION_OCTET_STREAM)
                .header("Accept-Ranges", "bytes")
                .header("ETag", '"' + hash.hex() + '"')
                .build();
    }
}
