package robotaxi.ota.ddi.adapter;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Several parts of a file in one answer, as RFC 9110 section 14.6 writes them. */
record MultipartFile(Path file, long totalBytes, List<Ranges.Part> parts) implements StreamingOutput {
    /** No part of a file needs to be looked at for it: each part says how long it is. */
    private static final String BOUNDARY = "robotaxi-9b2f6c41d7e04a58";

    private static final int BUFFER_BYTES = 64 * 1024;

    static String contentType() {
        return "multipart/byteranges; boundary=" + BOUNDARY;
    }

    long lengthBytes() {
        return parts.stream()
                        .mapToLong(part -> head(part).length + part.lengthBytes())
                        .sum()
                + tail().length;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (Ranges.Part part : parts) {
                out.write(head(part));
                copy(channel, part, out);
            }
        }
        out.write(tail());
    }

    private static void copy(FileChannel from, Ranges.Part part, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long at = part.first();
        while (at <= part.last()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, part.last() - at + 1));
            int read = from.read(buffer, at);
            if (read < 0) {
                throw new IOException("the file has become shorter");
            }
            out.write(buffer.array(), 0, read);
            at += read;
        }
    }

    private byte[] head(Ranges.Part part) {
        return text("\r\n--" + BOUNDARY + "\r\nContent-Type: application/octet-stream\r\nContent-Range: "
                + part.contentRange(totalBytes) + "\r\n\r\n");
    }

    private static byte[] tail() {
        return text("\r\n--" + BOUNDARY + "--\r\n");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
