package robotaxi.incident.custody;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a car's own chain looks like from here. Recordings travel in any order and some never: a gap may close, a fork never does.
 *
 * @param sequence of the last entry that came, 0 if none did
 * @param missing numbers below it of which nothing came, at most {@link #MOST_NAMED}
 * @param forks numbers at which the car told two stories, or did not follow its own
 */
public record CarChain(State state, long sequence, List<Long> missing, List<Long> forks) {
    /** So many numbers are named; more are only counted as a gap. */
    public static final int MOST_NAMED = 100;

    private static final String NONE = "0".repeat(64);

    /** How it stands. */
    public enum State {
        /** Every entry from the first to the last is here, and each follows the one before. */
        INTACT,
        /** Some have not come. */
        GAP,
        /** Two entries stand in one place, or one follows none that the car has sent. */
        FORK
    }

    /** An entry that the car signed. */
    public record Link(long sequence, String previous, String entry) {}

    /** Judges what came, in any order. */
    public static CarChain of(List<Link> links) {
        Map<Long, List<Link>> byNumber = new TreeMap<>();
        links.forEach(link -> byNumber.computeIfAbsent(link.sequence(), _ -> new ArrayList<>())
                .add(link));
        List<Long> missing = new ArrayList<>();
        List<Long> forks = new ArrayList<>();
        long expected = 1;
        List<Link> before = List.of();
        for (var place : byNumber.entrySet()) {
            for (; expected < place.getKey(); expected++) {
                before = List.of();
                if (missing.size() == MOST_NAMED) {
                    expected = place.getKey();
                    break;
                }
                missing.add(expected);
            }
            if (place.getKey() < 1 || place.getValue().size() > 1 || !follow(place.getValue(), before)) {
                forks.add(place.getKey());
            }
            before = place.getValue();
            expected = Math.max(expected, place.getKey() + 1);
        }
        State state = !forks.isEmpty() ? State.FORK : !missing.isEmpty() ? State.GAP : State.INTACT;
        return new CarChain(state, expected - 1, List.copyOf(missing), List.copyOf(forks));
    }

    private static boolean follow(List<Link> here, List<Link> before) {
        return here.stream()
                .allMatch(link -> link.sequence() == 1
                        ? link.previous().equals(NONE)
                        : before.isEmpty()
                                || before.stream()
                                        .anyMatch(earlier -> earlier.entry().equals(link.previous())));
    }
}
