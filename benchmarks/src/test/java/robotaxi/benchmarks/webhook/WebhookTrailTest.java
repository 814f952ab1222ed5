package robotaxi.benchmarks.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.benchmarks.webhook.WebhookTrail.Arrival;

class WebhookTrailTest {
    private static final long SECOND = 1_000_000_000;
    private static final Map<String, List<String>> PROMISED = Map.of("ride", List.of("asked", "cancelled"));

    private final WebhookTrail trail = new WebhookTrail(1_000);

    private static Arrival asked(long nanos) {
        return new Arrival("/a", "m1", "ride", 1, "asked", "{}", true, nanos);
    }

    private static Arrival cancelled(long nanos) {
        return new Arrival("/a", "m2", "ride", 2, "cancelled", "{}", true, nanos);
    }

    private void take(Arrival arrival) {
        trail.arrived(arrival);
        trail.taken(arrival.endpoint(), arrival.id());
    }

    @Test
    void whatCameAgainUnderItsIdAfterItsPauseIsNoFault() {
        assertThat(trail.arrived(asked(0))).isEqualTo(1);
        assertThat(trail.missing("/a", PROMISED)).hasSize(1);
        assertThat(trail.arrived(asked(SECOND))).isEqualTo(2);
        take(asked(5 * SECOND));
        take(cancelled(5 * SECOND));
        assertThat(trail.faults()).isEmpty();
        assertThat(trail.missing("/a", PROMISED)).isEmpty();
        assertThat(trail.missing("/b", PROMISED)).hasSize(1);
        assertThat(trail.arrivals("/a", "m1")).isEqualTo(3);
    }

    @Test
    void pausesGrow() {
        trail.arrived(asked(0));
        trail.arrived(asked(SECOND));
        trail.arrived(asked(3 * SECOND));
        assertThat(trail.faults()).singleElement().asString().contains("again too soon");
    }

    @Test
    void aKillEndsAPauseEarly() {
        trail.arrived(asked(0));
        trail.killed(1);
        trail.arrived(asked(2));
        assertThat(trail.faults()).isEmpty();
    }

    @Test
    void oneThatOvertakesIsAFault() {
        trail.arrived(asked(0));
        trail.arrived(cancelled(1));
        assertThat(trail.faults()).singleElement().asString().contains("before the one that it follows was taken");
    }

    @Test
    void oneThatComesAfterWhatFollowsItIsAFault() {
        take(cancelled(0));
        take(asked(1));
        assertThat(trail.faults()).singleElement().asString().contains("after one that follows it");
    }

    @Test
    void anotherIdAnotherBodyAndABadSignatureAreFaults() {
        take(asked(0));
        trail.arrived(new Arrival("/a", "m9", "ride", 1, "asked", "{}", true, 0));
        trail.arrived(new Arrival("/a", "m1", "ride", 1, "asked", "{ }", true, SECOND));
        trail.arrived(new Arrival("/a", "m1", "ride", 1, "asked", "{}", false, 9 * SECOND));
        assertThat(trail.faults()).hasSize(3);
    }
}
