package robotaxi.incident.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.incident.deadline.Due;
import robotaxi.incident.rule.DecisionTable.Row;
import robotaxi.incident.rule.DecisionTable.Terms;
import robotaxi.incident.rule.adapter.TableJson;

/** What the table decides, and which tables it refuses to be. */
class DecisionTableTest {
    private static final DecisionTable SHIPPED = TableJson.shipped();

    private static DecisionTable.Decision decide(String... pairs) {
        Map<String, String> facts = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            facts.put(pairs[i], pairs[i + 1]);
        }
        return SHIPPED.decide(facts);
    }

    @Test
    void theShippedTableGradesAsTheFleetDid() {
        assertThat(decide("kind", "collision").severity()).isEqualTo(1);
        assertThat(decide("kind", "model-fault").severity()).isEqualTo(2);
        assertThat(decide("kind", "hard-brake", "peak-deceleration", "6.0").severity())
                .isEqualTo(2);
        assertThat(decide("kind", "hard-brake", "peak-deceleration", "5.999").severity())
                .isEqualTo(3);
        assertThat(decide("kind", "bookmark").severity()).isEqualTo(4);
        assertThat(decide().severity()).isEqualTo(4);
    }

    @Test
    void aCrashIsReportedWithinTheMonthAndAGraveOneWithinFiveDaysInstead() {
        assertThat(decide("kind", "collision").deadlines()).containsExactly("nhtsa-monthly");
        var grave = decide("kind", "collision", "Crash With", "Non-Motorist: Cyclist", "State", "CA");
        assertThat(grave.deadlines()).containsExactly("cpuc-1-day", "nhtsa-5-day");
        assertThat(grave.rows()).contains("sgo-vulnerable", "sgo-monthly", "cpuc-collision");
        assertThat(decide("kind", "hard-brake", "Crash With", "Non-Motorist: Cyclist")
                        .deadlines())
                .isEmpty();
    }

    @Test
    void whatIsNotKnownIsNotSo() {
        assertThat(new Condition("State", Condition.Is.NONE_OF, List.of("CA")).holds(Map.of()))
                .isFalse();
        assertThat(new Condition("State", Condition.Is.NONE_OF, List.of("CA")).holds(Map.of("State", "AZ")))
                .isTrue();
        assertThat(new Condition("speed", Condition.Is.LESS_THAN, List.of("3")).holds(Map.of("speed", "fast")))
                .isFalse();
    }

    @Test
    void aTableThatCannotBeUsedIsRefused() {
        assertThatThrownBy(() -> new Condition("speed", Condition.Is.AT_LEAST, List.of("fast")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DecisionTable(1, List.of(row("a", 5)), Map.of()))
                .hasMessageContaining("severity");
        assertThatThrownBy(() -> new DecisionTable(1, List.of(row("a", 1), row("a", 1)), Map.of()))
                .hasMessageContaining("id of its own");
        assertThatThrownBy(() ->
                        new DecisionTable(1, List.of(new Row("a", "", List.of(), 1, List.of("nobody"))), Map.of()))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> new DecisionTable(
                        1, List.of(), Map.of("one", new Terms("One", "r", new Due.CalendarDays(1), List.of("two")))))
                .hasMessageContaining("two");
    }

    private static Row row(String id, int severity) {
        return new Row(id, "", List.of(), severity, List.of());
    }
}
