package robotaxi.incident.deadline;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keeps the port's promises over a map; {@link DeadlinesContract} holds it to them. */
public final class FakeDeadlines implements Deadlines {
    private final Map<String, Deadline> byId = new LinkedHashMap<>();

    /** An id that sorts behind all before. */
    public String nextId() {
        return String.format("deadline-%05d", byId.size());
    }

    @Override
    public List<Deadline> list(String incidentId) {
        return byId.values().stream()
                .filter(deadline -> deadline.incidentId().equals(incidentId))
                .sorted(Comparator.comparing(Deadline::notice).thenComparing(Deadline::id))
                .toList();
    }

    @Override
    public Optional<Deadline> lock(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<Deadline> lockDue(Instant now, int most) {
        return byId.values().stream()
                .filter(deadline -> deadline.next() != null
                        && !Objects.requireNonNull(deadline.next()).isAfter(now))
                .sorted(Comparator.comparing(deadline -> Objects.requireNonNull(deadline.next())))
                .limit(most)
                .toList();
    }

    @Override
    public void add(Deadline deadline) {
        boolean runs = list(deadline.incidentId()).stream()
                .anyMatch(other -> other.rule().equals(deadline.rule()) && other.state() == Deadline.State.RUNNING);
        if (runs || byId.putIfAbsent(deadline.id(), deadline) != null) {
            throw new IllegalStateException("a duty runs once");
        }
    }

    @Override
    public void save(Deadline deadline) {
        byId.put(deadline.id(), deadline);
    }
}
