package robotaxi.incident.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.kit.problem.FleetException;
import robotaxi.testkit.TestClock;

class IncidentLifeTest {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    private final FakeIncidents store = new FakeIncidents();
    private final TestClock clock = new TestClock(START);
    private final RecordMoments record = new RecordMoments(store, store, clock, () -> "i" + (store.kept.size() + 1));
    private final JudgeIncidents judge = new JudgeIncidents(store, store, clock);

    @Test
    void theSameEventTwiceIsOneIncident() {
        assertThat(record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE)))
                .isEqualTo(record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE)));
        assertThat(store.told).containsExactly("i1 opened captured");
    }

    @Test
    void whatIsCloseTogetherIsOneMoment() {
        IncidentId first = record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE));
        assertThat(record.safetyEvent(moment("e2", 10, SafetyKind.HARD_BRAKE))).isEqualTo(first);
        assertThat(record.safetyEvent(moment("e3", 11, SafetyKind.HARD_BRAKE))).isNotEqualTo(first);
        assertThat(record.safetyEvent(moment("e4", 0, SafetyKind.COLLISION))).isNotEqualTo(first);
        assertThat(store.listEvents(first)).containsExactly("e1", "e2");
    }

    @Test
    void aClipCompletesTheEvidenceWhicheverComesFirst() {
        record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE));
        record.clip(clip("e1", "car-1", "a"));
        record.clip(clip("e2", "car-1", "b"));
        record.safetyEvent(moment("e2", 100, SafetyKind.HARD_BRAKE));
        assertThat(store.told)
                .containsExactly(
                        "i1 opened captured",
                        "i1 evidence-complete captured",
                        "i2 opened captured",
                        "i2 evidence-complete captured");
    }

    @Test
    void anotherCarsClipProvesNothing() {
        record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE));
        record.clip(clip("e1", "car-2", "a"));
        assertThat(store.told).containsExactly("i1 opened captured");
    }

    @Test
    void aSecondClipOfAMomentNeverReplacesTheFirst() {
        assertThat(record.clip(clip("e1", "car-1", "a"))).isTrue();
        assertThat(record.clip(clip("e1", "car-1", "a"))).isTrue();
        assertThat(record.clip(clip("e1", "car-1", "b"))).isFalse();
        assertThat(store.clips).hasSize(1);
    }

    @Test
    void severityFollowsTheTable() {
        assertThat(Severity.of(moment("e", 0, SafetyKind.COLLISION))).isEqualTo(1);
        assertThat(Severity.of(moment("e", 0, SafetyKind.MINIMAL_RISK_MANOEUVRE)))
                .isEqualTo(2);
        assertThat(Severity.of(braking(5.9))).isEqualTo(3);
        assertThat(Severity.of(braking(6.0))).isEqualTo(2);
        assertThat(Severity.of(moment("e", 0, SafetyKind.BOOKMARK))).isEqualTo(4);
    }

    @Test
    void everyActOnEveryState() {
        IncidentId id = record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE));
        refused(judge.close(id, "nothing", "ada"), "captured");
        done(judge.triage(id, 2, "late", "ada"), "triaged");
        done(judge.triage(id, 4, "was a bag", "ben"), "triaged");
        assertThat(store.kept.get(id).severity()).isEqualTo(4);
        done(judge.close(id, "no harm", "ada"), "closed");
        refused(judge.triage(id, 1, "again", "ada"), "closed");
        refused(judge.close(id, "again", "ada"), "closed");
    }

    @Test
    void aSeverityOutsideOfTheScaleIsRefused() {
        IncidentId id = record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE));
        assertThatThrownBy(() -> judge.triage(id, 5, "", "ada")).isInstanceOf(FleetException.class);
        assertThatThrownBy(() -> judge.triage(new IncidentId("none"), 2, "", "ada"))
                .isInstanceOf(FleetException.class);
    }

    private static void done(JudgeIncidents.Answer answer, String state) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        JudgeIncidents.Done.class,
                        done -> assertThat(done.incident().state()).isEqualTo(state));
    }

    private static void refused(JudgeIncidents.Answer answer, String state) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        JudgeIncidents.Refused.class,
                        no -> assertThat(no.current().state()).isEqualTo(state));
    }

    private static Clip clip(String eventId, String vehicleId, String sha256) {
        return new Clip(eventId, vehicleId, sha256, 1, "");
    }

    private static SafetyMoment braking(double deceleration) {
        return moment("e", 0, SafetyKind.HARD_BRAKE, deceleration);
    }

    private static SafetyMoment moment(String eventId, int second, SafetyKind kind) {
        return moment(eventId, second, kind, 4);
    }

    private static SafetyMoment moment(String eventId, int second, SafetyKind kind, double deceleration) {
        return new SafetyMoment(
                eventId,
                "car-1",
                START.plus(Duration.ofSeconds(second)),
                kind,
                43.7,
                7.4,
                0,
                10,
                deceleration,
                "",
                "m@1",
                "",
                "",
                true,
                List.of());
    }
}
