package robotaxi.dispatch.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.routing.Place;

/** What every place where planning is remembered promises. */
public abstract class PlanningMemoryContract {
    private static final Place HERE = new Place(43.73, 7.41);
    private static final Instant NOW = Instant.parse("2026-11-23T08:30:00Z");

    private final String market = "market-" + UUID.randomUUID();

    /** The memory under test. */
    protected abstract PlanningMemory memory();

    /** Somebody asks for a ride. */
    protected abstract void request(String market, String rideId, Place pickup, Instant at);

    @Test
    void whatWasKeptLastIsFound() {
        assertThat(memory().find(market)).isEmpty();
        memory().keep(market, new PlanningMemory.EmptyDriving(0.3, 1_000, 3_000, NOW));
        var last = new PlanningMemory.EmptyDriving(0.2, 500, 2_500, NOW.plusSeconds(60));
        memory().keep(market, last);
        assertThat(memory().find(market)).hasValue(last);
        assertThat(memory().find(market + "-2")).isEmpty();
    }

    @Test
    void whatWasRequestedInATimeComesInItsOrder() {
        List<String> ids = List.of(uuid(), uuid(), uuid(), uuid());
        request(market, ids.get(0), HERE, NOW.plusSeconds(120));
        request(market, ids.get(1), HERE, NOW);
        request(market, ids.get(2), HERE, NOW.minusMillis(1));
        request(market, ids.get(3), HERE, NOW.plusSeconds(121));
        assertThat(memory().listRequested(market, NOW, NOW.plusSeconds(120)))
                .containsExactly(
                        new PlanningMemory.Request(ids.get(1), HERE, NOW),
                        new PlanningMemory.Request(ids.get(0), HERE, NOW.plusSeconds(120)));
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}
