package robotaxi.benchmarks.webhook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a partner's endpoints heard, in the order in which they heard it. Of a ride, an endpoint must hear each event at least once,
 * under one id and in one wording, none before the one that came first was taken, and none sooner again than its pause allows.
 */
public final class WebhookTrail {
    private static final long SLACK_NANOS = 50_000_000;

    private final long firstPauseNanos;
    private final Map<String, Event> events = new HashMap<>();
    private final Map<String, TreeMap<Long, Event>> byRide = new HashMap<>();
    private final List<Long> kills = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int arrivals;

    private static final class Event {
        private final Arrival first;
        private final List<Long> moments = new ArrayList<>();
        private boolean taken;

        private Event(Arrival first) {
            this.first = first;
        }
    }

    /**
     * A call of an endpoint.
     *
     * @param version of the ride, which grows with each of its events
     * @param signed whether it bears a good signature and a time of now
     * @param nanos when it came, of {@link System#nanoTime}
     */
    public record Arrival(
            String endpoint,
            String id,
            String ride,
            long version,
            String type,
            String body,
            boolean signed,
            long nanos) {}

    /** @param firstPauseMillis shortest pause after a first failure; each further one is four times longer */
    public WebhookTrail(long firstPauseMillis) {
        this.firstPauseNanos = firstPauseMillis * 1_000_000;
    }

    /** An endpoint was called. Answers how often with this event, this time counted. */
    public synchronized int arrived(Arrival arrival) {
        arrivals++;
        String name = arrival.endpoint() + " " + arrival.id();
        Event event = events.computeIfAbsent(name, unknown -> new Event(arrival));
        TreeMap<Long, Event> ride =
                byRide.computeIfAbsent(arrival.endpoint() + " " + arrival.ride(), unknown -> new TreeMap<>());
        Event known = ride.putIfAbsent(arrival.version(), event);
        demand(known == null || known == event, "another id for the same event", arrival);
        demand(event.first.body().equals(arrival.body()), "another body under the same id", arrival);
        demand(arrival.signed(), "not signed, or not of now", arrival);
        demand(ride.lastKey() == arrival.version(), "after one that follows it", arrival);
        demand(
                ride.headMap(arrival.version()).values().stream().allMatch(before -> before.taken),
                "before the one that it follows was taken",
                arrival);
        demand(!isTooSoon(event, arrival.nanos()), "again too soon", arrival);
        event.moments.add(arrival.nanos());
        return event.moments.size();
    }

    /** A pause that a kill fell into ended as the dead process's hold on the event did, and not by the schedule. */
    private boolean isTooSoon(Event event, long now) {
        if (event.moments.isEmpty()) {
            return false;
        }
        long last = event.moments.getLast();
        long pause = firstPauseNanos << (2 * (event.moments.size() - 1));
        boolean killed = kills.stream().anyMatch(kill -> kill - last >= 0 && now - kill >= 0);
        return !killed && now - last < pause - SLACK_NANOS;
    }

    /** An endpoint says that it has taken an event; before the answer leaves. */
    public synchronized void taken(String endpoint, String id) {
        Objects.requireNonNull(events.get(endpoint + " " + id)).taken = true;
    }

    /** The service died. */
    public synchronized void killed(long nanos) {
        kills.add(nanos);
    }

    /** Everything that must not have been. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** What an endpoint has not taken, of all that was promised: types of events by ride. */
    public synchronized Set<String> missing(String endpoint, Map<String, List<String>> promised) {
        Set<String> missing = new TreeSet<>();
        promised.forEach((ride, types) -> {
            List<String> taken = byRide.getOrDefault(endpoint + " " + ride, new TreeMap<>()).values().stream()
                    .filter(event -> event.taken)
                    .map(event -> event.first.type())
                    .toList();
            if (!taken.equals(types)) {
                missing.add(endpoint + " took " + taken + " of ride " + ride + ", not " + types);
            }
        });
        return missing;
    }

    /** Events that endpoints heard, each once. */
    public synchronized int events() {
        return events.size();
    }

    /** Calls that were made. */
    public synchronized int arrivals() {
        return arrivals;
    }

    /** How often an endpoint was called with an event. */
    public synchronized int arrivals(String endpoint, String id) {
        Event event = events.get(endpoint + " " + id);
        return event == null ? 0 : event.moments.size();
    }

    private void demand(boolean holds, String fault, Arrival arrival) {
        if (!holds) {
            faults.add(arrival.endpoint() + " heard " + arrival.type() + " of ride " + arrival.ride() + " ("
                    + arrival.id() + ") " + fault);
        }
    }
}
