package robotaxi.ota.ddi.adapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Range header asks of a file, judged as strictly as hawkBit does: what cannot be read, lies past the end or overlaps is
 * refused, where RFC 9110 would let a server ignore it. Clients resume by that answer.
 */
sealed interface Ranges {
    /** All of the file. */
    record Whole() implements Ranges {}

    /** Parts of it in the order of the file. */
    record Parts(List<Part> parts) implements Ranges {}

    /** Nothing that could be sent: 416. */
    record Unsatisfiable() implements Ranges {}

    /**
     * A part.
     *
     * @param first offset of its first byte
     * @param last offset of its last byte
     */
    record Part(long first, long last) {
        long lengthBytes() {
            return last - first + 1;
        }

        String contentRange(long totalBytes) {
            return "bytes " + first + "-" + last + "/" + totalBytes;
        }
    }

    /** More parts than any client asks for. */
    int MOST_PARTS = 64;

    /** Reads the header for a file of that length. */
    static Ranges of(@Nullable String header, long totalBytes) {
        if (header == null) {
            return new Whole();
        }
        if (!header.startsWith("bytes=")) {
            return new Unsatisfiable();
        }
        List<Part> parts = new ArrayList<>();
        for (String asked : header.substring("bytes=".length()).split(",", -1)) {
            Part part = part(asked.strip(), totalBytes);
            if (part == null || parts.size() == MOST_PARTS) {
                return new Unsatisfiable();
            }
            parts.add(part);
        }
        parts.sort(Comparator.comparingLong(Part::first));
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).first() <= parts.get(i - 1).last()) {
                return new Unsatisfiable();
            }
        }
        return new Parts(parts);
    }

    private static @Nullable Part part(String asked, long totalBytes) {
        Matcher numbers = Syntax.PART.matcher(asked);
        if (!numbers.matches()) {
            return null;
        }
        String from = numbers.group(1);
        String to = numbers.group(2);
        if (from.isEmpty()) {
            long length = to.isEmpty() ? 0 : Long.parseLong(to);
            return length == 0 || totalBytes == 0 ? null : new Part(Math.max(0, totalBytes - length), totalBytes - 1);
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? totalBytes - 1 : Math.min(Long.parseLong(to), totalBytes - 1);
        boolean backwards = !to.isEmpty() && Long.parseLong(to) < first;
        return backwards || first >= totalBytes ? null : new Part(first, last);
    }

    /** How one part is written. */
    final class Syntax {
        static final Pattern PART = Pattern.compile("(\\d{0,18})-(\\d{0,18})");

        private Syntax() {}
    }
}
