package robotaxi.incident.assistance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketStateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static Ticket open() {
        Asked asked = new Asked("q1", "car-1", "blocked", "", true, true, "", "", 0, 0, NOW, NOW, NOW.plusSeconds(60));
        return Ticket.opened(asked, new SceneSeen("s1", NOW, NOW, "", NOW, List.of(), List.of()), new Stamp(1, 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = TicketState.class,
            names = {"CLOSED", "EXPIRED", "WITHDRAWN"})
    void whatIsOverStaysOver(TicketState over) {
        assertThat(over.isOver()).isTrue();
        assertThat(Arrays.stream(TicketState.values()).filter(over::mayBecome)).isEmpty();
    }

    @Test
    void everyOpenStateEndsAndEveryStateIsReached() {
        assertThat(TicketState.values())
                .filteredOn(state -> !state.isOver())
                .allMatch(state -> Arrays.stream(TicketState.values()).anyMatch(state::mayBecome));
        assertThat(TicketState.values())
                .filteredOn(state -> state != TicketState.OPEN)
                .allMatch(state -> Arrays.stream(TicketState.values()).anyMatch(from -> from.mayBecome(state)));
    }

    @Test
    void eachClaimHasAHigherNumberAndTheOldOneHoldsNoMore() {
        Ticket first = open().claimed("ada", NOW, LEASE);
        Ticket second = first.released("look left").claimed("bob", NOW.plusSeconds(20), LEASE);

        assertThat(first.isHeldBy("ada", 1, NOW.plusSeconds(14))).isTrue();
        assertThat(first.isHeldBy("ada", 1, NOW.plusSeconds(15))).isFalse();
        assertThat(second.fence()).isEqualTo(2);
        assertThat(second.isHeldBy("ada", 1, NOW.plusSeconds(21))).isFalse();
        assertThat(second.isHeldBy("bob", 1, NOW.plusSeconds(21))).isFalse();
        assertThat(second.isHeldBy("bob", 2, NOW.plusSeconds(21))).isTrue();
        assertThat(second.notes()).isEqualTo("look left");
        assertThat(second.firstClaimedAt()).isEqualTo(NOW);
    }

    @Test
    void nothingIsAnsweredThatNobodyHolds() {
        Ticket.Given given = new Ticket.Given("c1", "s1", "Wait", "ada", NOW, NOW.plusSeconds(6));

        assertThatThrownBy(() -> open().answered(given)).isInstanceOf(IllegalStateException.class);
        assertThat(open().claimed("ada", NOW, LEASE).answered(given).state()).isEqualTo(TicketState.ANSWERED);
    }

    @Test
    void bootEpochThenSequenceOrdersReports() {
        assertThat(new Stamp(2, 1).isAfter(new Stamp(1, 900))).isTrue();
        assertThat(new Stamp(1, 900).isAfter(new Stamp(2, 1))).isFalse();
        assertThat(new Stamp(1, 2).isAfter(new Stamp(1, 2))).isFalse();
    }
}
