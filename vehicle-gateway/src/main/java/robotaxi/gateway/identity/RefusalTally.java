package robotaxi.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes few lines of many refusals: the first of a kind is told at once, the others of the next minute as one line with their count.
 * So a hostile peer writes two lines a minute for each reason, however hard it tries, and one that speaks from countless addresses
 * writes as many as there are places in the table.
 */
public final class RefusalTally {
    /** One line a kind in this time, and one with the count of the others. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int LARGEST_TABLE = 4_096;

    private final Map<Kind, Window> windows = new HashMap<>();

    /**
     * What counts as the same.
     *
     * @param address the peer's IP address
     * @param action what it wanted, as the audit log names actions
     * @param code why it was refused
     * @param vehicleId the car, if a verified certificate says so, else empty: what a peer merely claims must not make a new kind
     */
    public record Kind(String address, String action, String code, String vehicleId) {
        private Kind fromAnywhere() {
            return new Kind("*", action, code, "");
        }
    }

    /**
     * One line for the audit log.
     *
     * @param subject what the newest of them was about
     * @param detail in words, of the newest of them
     * @param count how many refusals it stands for
     */
    public record Line(Kind kind, String subject, String detail, long count) {}

    private static final class Window {
        private final Instant until;
        private String subject = "";
        private String detail = "";
        private long untold;

        private Window(Instant until) {
            this.until = until;
        }
    }

    /** Counts a refusal; the line, if it is the first of its kind. */
    public synchronized Optional<Line> add(Kind wanted, String subject, String detail, Instant now) {
        boolean isFull = windows.size() >= LARGEST_TABLE && !windows.containsKey(wanted);
        Kind kind = isFull ? wanted.fromAnywhere() : wanted;
        Window open = windows.get(kind);
        if (open == null) {
            windows.put(kind, new Window(now.plus(WINDOW)));
            return Optional.of(new Line(kind, subject, detail, 1));
        }
        open.untold++;
        open.subject = subject;
        open.detail = detail;
        return Optional.empty();
    }

    /** Closes the windows whose time is over, and tells what they held back. */
    public synchronized List<Line> due(Instant now) {
        List<Line> lines = new ArrayList<>();
        windows.entrySet().removeIf(entry -> {
            Window window = entry.getValue();
            boolean isOver = !window.until.isAfter(now);
            if (isOver && window.untold > 0) {
                lines.add(new Line(entry.getKey(), window.subject, window.detail, window.untold));
            }
            return isOver;
        });
        return lines;
    }
}
