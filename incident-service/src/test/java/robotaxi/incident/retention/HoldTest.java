package robotaxi.incident.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final Hold HELD = Hold.placed("h", "i", "a claim", "ada", NOW);

    private static Hold done(Hold.Answer answer) {
        assertThat(answer).isInstanceOf(Hold.Answer.Done.class);
        return ((Hold.Answer.Done) answer).hold();
    }

    private static Hold requested() {
        return done(HELD.request("settled", "bob", NOW));
    }

    @Test
    void twoPeopleReleaseIt() {
        Hold released = done(requested().approve("cy", NOW.plusSeconds(60)));

        assertThat(released.state()).isEqualTo(Hold.State.RELEASED);
        assertThat(released.requestedBy()).isEqualTo("bob");
        assertThat(released.releasedBy()).isEqualTo("cy");
    }

    @Test
    void onePersonDoesNot() {
        assertThat(requested().approve("bob", NOW)).isInstanceOf(Hold.Answer.SamePerson.class);
        assertThat(HELD.approve("cy", NOW)).isEqualTo(new Hold.Answer.WrongState(Hold.State.HELD));
    }

    @Test
    void afterADayTheRequestIsNone() {
        Instant late = NOW.plus(Hold.PATIENCE);

        assertThat(requested().stateAt(late.minusMillis(1))).isEqualTo(Hold.State.RELEASE_REQUESTED);
        assertThat(requested().stateAt(late)).isEqualTo(Hold.State.HELD);
        assertThat(requested().approve("cy", late)).isInstanceOf(Hold.Answer.TooLate.class);
        assertThat(done(requested().request("again", "cy", late)).requestedBy()).isEqualTo("cy");
    }

    @Test
    void aRequestCanBeTakenBack() {
        Hold held = done(requested().withdraw(NOW));

        assertThat(held.state()).isEqualTo(Hold.State.HELD);
        assertThat(held.requestedBy()).isEmpty();
        assertThat(held.withdraw(NOW)).isEqualTo(new Hold.Answer.WrongState(Hold.State.HELD));
    }

    @Test
    void whatIsReleasedStaysSo() {
        Hold released = done(requested().approve("cy", NOW));

        assertThat(released.request("x", "bob", NOW)).isInstanceOf(Hold.Answer.WrongState.class);
        assertThat(released.approve("dee", NOW)).isInstanceOf(Hold.Answer.WrongState.class);
    }

    @Test
    void theRuleKeepsWhatMayBeReportedLongest() {
        assertThat(RetentionClass.of(3, false, false)).isEqualTo(RetentionClass.ROUTINE);
        assertThat(RetentionClass.of(2, false, false)).isEqualTo(RetentionClass.EDGE_CASE);
        assertThat(RetentionClass.of(4, true, false)).isEqualTo(RetentionClass.REPORTABLE);
        assertThat(RetentionClass.of(4, false, true)).isEqualTo(RetentionClass.REPORTABLE);
    }

    @Test
    void yearsAreYears() {
        assertThat(RetentionClass.EDGE_CASE.until(Instant.parse("2024-02-29T12:00:00Z")))
                .isEqualTo(Instant.parse("2026-02-28T12:00:00Z"));
        assertThat(RetentionClass.ROUTINE.until(NOW)).isEqualTo(NOW.plusSeconds(30 * 86_400L));
        assertThat(RetentionClass.REPORTABLE.until(NOW)).isEqualTo(Instant.parse("2033-11-23T06:00:00Z"));
    }
}
