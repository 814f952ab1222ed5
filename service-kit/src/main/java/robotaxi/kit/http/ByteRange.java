package robotaxi.kit.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Range header asks of a file, as RFC 9110 section 14 says. Several ranges in one request are answered with the whole.
 */
public sealed interface ByteRange {
    /** The whole file: no range asked, or one that we need not understand. */
    record Whole() implements ByteRange {}

    /**
     * A part.
     *
     * @param first offset of its first byte
     * @param lengthBytes how many
     */
    record Part(long first, long lengthBytes) implements ByteRange {
        /** Value of the Content-Range header. */
        public String contentRange(long totalBytes) {
            return "bytes " + first + "-" + (first + lengthBytes - 1) + "/" + totalBytes;
        }
    }

    /** Nothing of the file lies in the range: 416. */
    record Unsatisfiable() implements ByteRange {}

    /** Reads a header for a file of the given length. */
    static ByteRange of(@Nullable String header, long totalBytes) {
        Matcher asked = Asked.PATTERN.matcher(header == null ? "" : header);
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return new Whole();
        }
        long first = 0;
        long last = totalBytes - 1;
        if (asked.group(1).isEmpty()) {
            first = Math.max(0, totalBytes - Long.parseLong(asked.group(2)));
        } else {
            first = Long.parseLong(asked.group(1));
            if (!asked.group(2).isEmpty()) {
                long given = Long.parseLong(asked.group(2));
                if (given < first) {
                    return new Whole();
                }
                last = Math.min(last, given);
            }
        }
        return first > last ? new Unsatisfiable() : new Part(first, last - first + 1);
    }

    /** The one form of the header that is understood. */
    final class Asked {
        static final Pattern PATTERN = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

        private Asked() {}
    }
}
