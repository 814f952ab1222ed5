package robotaxi.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static robotaxi.gateway.command.CommandState.ACCEPTED;
import static robotaxi.gateway.command.CommandState.CANCELLED;
import static robotaxi.gateway.command.CommandState.EXECUTING;
import static robotaxi.gateway.command.CommandState.EXPIRED;
import static robotaxi.gateway.command.CommandState.FAILED;
import static robotaxi.gateway.command.CommandState.OUTCOME_UNKNOWN;
import static robotaxi.gateway.command.CommandState.QUEUED;
import static robotaxi.gateway.command.CommandState.RECEIVED;
import static robotaxi.gateway.command.CommandState.REJECTED;
import static robotaxi.gateway.command.CommandState.SENT;
import static robotaxi.gateway.command.CommandState.SUCCEEDED;
import static robotaxi.gateway.command.CommandState.SUPERSEDED;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandStateTest {
    private static final Set<CommandState> ENDS = Set.of(SUCCEEDED, FAILED, REJECTED, EXPIRED, CANCELLED, SUPERSEDED);

    /** Beside the ends, which every open state may reach. */
    private static final Map<CommandState, Set<CommandState>> OPEN_MOVES = Map.of(
            QUEUED, Set.of(SENT, OUTCOME_UNKNOWN, RECEIVED, ACCEPTED, EXECUTING),
            SENT, Set.of(OUTCOME_UNKNOWN, RECEIVED, ACCEPTED, EXECUTING),
            OUTCOME_UNKNOWN, Set.of(SENT, RECEIVED, ACCEPTED, EXECUTING),
            RECEIVED, Set.of(ACCEPTED, EXECUTING),
            ACCEPTED, Set.of(EXECUTING),
            EXECUTING, Set.of());

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void movesAreThoseOfTheTableAndNoOthers(CommandState from) {
        Set<CommandState> expected = EnumSet.noneOf(CommandState.class);
        if (OPEN_MOVES.containsKey(from)) {
            expected.addAll(OPEN_MOVES.get(from));
            expected.addAll(ENDS);
        }
        Set<CommandState> allowed = EnumSet.noneOf(CommandState.class);
        for (CommandState next : CommandState.values()) {
            if (from.mayBecome(next)) {
                allowed.add(next);
            }
        }
        assertThat(allowed).isEqualTo(expected);
        assertThat(from.isFinal()).isEqualTo(ENDS.contains(from));
    }

    @Test
    void namesOnTheWireAreKebabCase() {
        assertThat(OUTCOME_UNKNOWN.wireName()).isEqualTo("outcome-unknown");
    }
}
