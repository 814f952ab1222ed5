package robotaxi.incident.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import robotaxi.testkit.TestClock;

/** What every {@link Deadlines} promises, by what the keeper does with it. */
public abstract class DeadlinesContract {
    private static final Instant NOTICE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Due FIVE = new Due.CalendarDays(5);
    private static final Due MONTHLY = new Due.DayOfNextMonth(15);
    private static final Set<String> GOVERNED = Set.of("five", "monthly");

    private final TestClock clock = new TestClock(NOTICE);

    protected abstract Deadlines deadlines();

    /** An incident's id that deadlines may belong to. */
    protected abstract String incident();

    /** In one transaction. */
    protected abstract <T> T together(Supplier<T> work);

    private KeepDeadlines keeper() {
        return new KeepDeadlines(
                deadlines(),
                new Reminders(_ -> true, ZoneOffset.UTC),
                ZoneOffset.UTC,
                clock,
                () -> UUID.randomUUID().toString());
    }

    private void follow(String incident, Map<String, Due> wanted) {
        together(() -> {
            keeper().follow(incident, 3, GOVERNED, wanted, NOTICE, "vehicle.safety");
            return wanted;
        });
    }

    @Test
    void aDeadlineIsReadAsItWasKept() {
        String incident = incident();
        follow(incident, Map.of("five", FIVE));
        Deadline kept = deadlines().list(incident).getFirst();
        assertThat(kept.due()).isEqualTo(NOTICE.plus(Duration.ofDays(5)));
        assertThat(kept.notice()).isEqualTo(NOTICE);
        assertThat(kept.tableVersion()).isEqualTo(3);
        assertThat(kept.noticeSource()).isEqualTo("vehicle.safety");
        assertThat(kept.reminders()).isNotEmpty().isSorted().allMatch(at -> at.isBefore(kept.due()));
        assertThat(together(() -> deadlines().lock(kept.id()))).hasValue(kept);
        assertThat(together(() -> deadlines().lock("none"))).isEmpty();
    }

    @Test
    void whatTheFactsDoNotAskForAnyMoreIsDroppedAndWhatTheyAskForBegins() {
        String incident = incident();
        follow(incident, Map.of("monthly", MONTHLY));
        follow(incident, Map.of("monthly", MONTHLY));
        assertThat(deadlines().list(incident)).hasSize(1);
        follow(incident, Map.of("five", FIVE));
        assertThat(states(incident)).containsExactlyInAnyOrder("monthly DROPPED", "five RUNNING");
        follow(incident, Map.of("monthly", MONTHLY));
        assertThat(states(incident)).containsExactlyInAnyOrder("monthly DROPPED", "five DROPPED", "monthly RUNNING");
    }

    @Test
    void whatPeopleStartedIsNotTheRulesToDropAndRunsOnce() {
        String incident = incident();
        for (int twice = 0; twice < 2; twice++) {
            together(() -> {
                keeper().start(incident, 3, "update", MONTHLY, "answer of ada");
                return 0;
            });
        }
        follow(incident, Map.of());
        assertThat(states(incident)).containsExactly("update RUNNING");
    }

    @Test
    void somebodyIsRemindedInTimeAndHearsOfItsEndOnce() {
        String incident = incident();
        follow(incident, Map.of("five", FIVE));
        assertThat(remind(incident)).isEmpty();
        clock.advance(Duration.ofHours(61));
        assertThat(remind(incident)).extracting(Deadline::reminded).containsExactly(1);
        assertThat(remind(incident)).isEmpty();
        clock.advance(Duration.ofDays(4));
        assertThat(remind(incident)).extracting(Deadline::hasLapsed).containsExactly(true);
        assertThat(remind(incident)).isEmpty();
    }

    @Test
    void whatWasFiledIsMetAndRemindsNobody() {
        String incident = incident();
        follow(incident, Map.of("five", FIVE));
        String id = deadlines().list(incident).getFirst().id();
        together(() -> {
            keeper().met(incident, "five", "ada", "5-Day");
            return 0;
        });
        clock.advance(Duration.ofDays(9));
        assertThat(remind(incident)).isEmpty();
        Deadline met = deadlines().list(incident).getFirst();
        assertThat(met.state()).isEqualTo(Deadline.State.MET);
        assertThat(met.ending()).isEqualTo(new Deadline.Ending(NOTICE, "ada", "5-Day"));
        assertThat(together(() -> keeper().drop(id, "ada", "no"))).isFalse();
        assertThatThrownBy(() -> met.dropped(new Deadline.Ending(NOTICE, "ada", "no")))
                .isInstanceOf(IllegalStateException.class);
        // A duty that was met does not begin again with the next answer.
        follow(incident, Map.of("five", FIVE));
        assertThat(states(incident)).containsExactly("five MET");
    }

    private List<Deadline> remind(String incident) {
        return together(() -> keeper().remind()).stream()
                .filter(deadline -> deadline.incidentId().equals(incident))
                .toList();
    }

    private List<String> states(String incident) {
        return deadlines().list(incident).stream()
                .map(deadline -> deadline.rule() + " " + deadline.state())
                .toList();
    }
}
