package robotaxi.incident.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.deadline.FakeDeadlines;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.deadline.Reminders;
import robotaxi.incident.rule.ApplyRules;
import robotaxi.incident.rule.adapter.TableJson;
import robotaxi.kit.problem.FleetException;
import robotaxi.testkit.TestClock;

class IncidentLifeTest {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    private final FakeIncidents store = new FakeIncidents();
    private final TestClock clock = new TestClock(START);
    private final FakeDeadlines deadlines = new FakeDeadlines();
    private final Rules rules = new ApplyRules(
            TableJson::shipped,
            _ -> Map.of(),
            new KeepDeadlines(
                    deadlines, new Reminders(_ -> true, ZoneOffset.UTC), ZoneOffset.UTC, clock, deadlines::nextId));
    private final RecordMoments record =
            new RecordMoments(store, store, rules, clock, () -> "i" + (store.kept.size() + 1));
    private final JudgeIncidents judge = new JudgeIncidents(store, store, clock);
    private int events;

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
    void whatIsGraveIsAskedOfTheTableAndItsClocksRun() {
        IncidentId crash = record.safetyEvent(moment("e1", 0, SafetyKind.COLLISION));
        assertThat(incident(crash).severity()).isEqualTo(1);
        assertThat(deadlines.list(crash.value())).extracting(Deadline::rule).containsExactly("nhtsa-monthly");
        IncidentId brake = record.safetyEvent(moment("e2", 100, SafetyKind.HARD_BRAKE));
        assertThat(incident(brake).severity()).isEqualTo(3);
        assertThat(deadlines.list(brake.value())).isEmpty();
    }

    @Test
    void everyActOnEveryState() {
        for (IncidentState state : IncidentState.values()) {
            for (IncidentAct act : IncidentAct.values()) {
                IncidentId id = in(state);
                JudgeIncidents.Answer answer = act(id, act);
                if (act.isAllowedIn(state)) {
                    done(answer, act.to());
                } else {
                    refused(answer, state);
                }
            }
        }
    }

    /** An incident that was led to this state. */
    private IncidentId in(IncidentState state) {
        IncidentId id = record.safetyEvent(moment("event-" + events, events * 1_000, SafetyKind.HARD_BRAKE));
        events++;
        List<IncidentAct> way = List.of(
                IncidentAct.TRIAGE,
                IncidentAct.INVESTIGATE,
                IncidentAct.LABEL,
                IncidentAct.LINK_FIX,
                IncidentAct.REGRESSION_PASSED,
                IncidentAct.CLOSE);
        for (IncidentAct act : way) {
            if (incident(id).state() != state) {
                act(id, act);
            }
        }
        assertThat(incident(id).state()).isEqualTo(state);
        return id;
    }

    private JudgeIncidents.Answer act(IncidentId id, IncidentAct act) {
        return switch (act) {
            case TRIAGE -> judge.triage(id, 2, "late", "ada");
            case INVESTIGATE -> judge.investigate(id, "", "ada");
            case LABEL -> judge.label(id, List.of("late-braking"), "", "ada");
            case LINK_FIX -> judge.linkFix(id, "city-reflex@1.3.0", "ada");
            case REGRESSION_PASSED -> judge.regression(id, true, "gate run 7", "ada");
            case REGRESSION_FAILED -> judge.regression(id, false, "gate run 6", "ada");
            case CLOSE -> judge.close(id, "no harm", "ada");
            case REOPEN -> judge.reopen(id, "it came again", "ada");
        };
    }

    @Test
    void workIsRememberedFromTheLabelToTheProof() {
        IncidentId id = in(IncidentState.INVESTIGATING);
        assertThat(incident(id).assignee()).isEqualTo("ada");
        judge.label(id, List.of("late-braking", " bag ", "bag"), "", "ben");
        judge.linkFix(id, "city-reflex@1.3.0", "ben");
        judge.regression(id, false, "gate run 6", "ben");
        judge.label(id, List.of("late-braking"), "", "ben");
        judge.linkFix(id, "city-reflex@1.3.1", "ben");
        judge.regression(id, true, "gate run 7", "ben");
        assertThat(incident(id).labels()).containsExactly("late-braking");
        assertThat(incident(id).fixReference()).isEqualTo("city-reflex@1.3.1");
        assertThat(incident(id).regressionReference()).isEqualTo("gate run 7");
        judge.assign(id, "cleo", "ben");
        judge.comment(id, "<b>why</b>?", "aud");
        assertThat(store.notes.subList(store.notes.size() - 3, store.notes.size()))
                .containsExactly(
                        id.value() + " regression-passed gate run 7",
                        id.value() + " assign cleo",
                        id.value() + " comment <b>why</b>?");
        done(judge.close(id, "mended", "ada"), IncidentState.CLOSED);
        refused(judge.assign(id, "ben", "ada"), IncidentState.CLOSED);
    }

    @Test
    void whatCannotBeALabelAReasonOrATextIsRefused() {
        IncidentId id = in(IncidentState.INVESTIGATING);
        assertThatThrownBy(() -> judge.label(id, List.of(), "", "ada")).isInstanceOf(FleetException.class);
        assertThatThrownBy(() -> judge.label(id, List.of("Late braking"), "", "ada"))
                .isInstanceOf(FleetException.class);
        assertThatThrownBy(() -> judge.close(id, " ", "ada")).isInstanceOf(FleetException.class);
        assertThatThrownBy(() -> judge.comment(id, "x".repeat(8_001), "ada")).isInstanceOf(FleetException.class);
        assertThatThrownBy(() -> judge.comment(id, "a\0b", "ada")).isInstanceOf(FleetException.class);
    }

    private Incident incident(IncidentId id) {
        return store.find(id).orElseThrow();
    }

    @Test
    void aSeverityOutsideOfTheScaleIsRefused() {
        IncidentId id = record.safetyEvent(moment("e1", 0, SafetyKind.HARD_BRAKE));
        assertThatThrownBy(() -> judge.triage(id, 5, "", "ada")).isInstanceOf(FleetException.class);
        assertThatThrownBy(() -> judge.triage(new IncidentId("none"), 2, "", "ada"))
                .isInstanceOf(FleetException.class);
    }

    private static void done(JudgeIncidents.Answer answer, IncidentState state) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        JudgeIncidents.Done.class,
                        done -> assertThat(done.incident().state()).isEqualTo(state));
    }

    private static void refused(JudgeIncidents.Answer answer, IncidentState state) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        JudgeIncidents.Refused.class,
                        no -> assertThat(no.current().state()).isEqualTo(state));
    }

    private static Clip clip(String eventId, String vehicleId, String sha256) {
        return new Clip(eventId, vehicleId, sha256, 1, "");
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
