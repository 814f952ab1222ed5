package robotaxi.gateway.command.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class LedgerWriterTest extends CommandTests {
    private static final int MANY = 1_000;

    @Inject
    CommandLedger commands;

    @Test
    void whatComesAtTheSameTimeKeepsItsOrderOnTheWireAndInTheLedger() throws Exception {
        TestCar first = car("writer-1");
        TestCar second = car("writer-2");
        try (CarLink one = connect(first, 0);
                CarLink two = connect(second, 0)) {
            // The welcome comes before what waits in the ledger; a command that has arrived comes after it.
            commands.enter(command("writer-1", Duration.ofMinutes(1)));
            commands.enter(command("writer-2", Duration.ofMinutes(1)));
            String firstOfOne = one.await(FrameCase.COMMAND).getCommand().getCommandId();
            String firstOfTwo = two.await(FrameCase.COMMAND).getCommand().getCommandId();
            List<String> ids = new ArrayList<>();
            List<CompletableFuture<CommandRow>> entered = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                Command command = command(i % 2 == 0 ? "writer-1" : "writer-2", Duration.ofMinutes(1));
                ids.add(command.getCommandId());
                entered.add(commands.enter(command));
            }
            for (int i = 0; i < MANY; i++) {
                Command got = (i % 2 == 0 ? one : two).await(FrameCase.COMMAND).getCommand();
                assertThat(got.getCommandId()).isEqualTo(ids.get(i));
                assertThat(got.getSequence()).isEqualTo(i / 2 + 2);
            }
            assertThat(entered)
                    .allSatisfy(row -> assertThat(row.join().state.wireName()).isEqualTo("sent"));
            one.report(1, firstOfOne, CommandState.COMMAND_STATE_SUCCEEDED);
            two.report(1, firstOfTwo, CommandState.COMMAND_STATE_SUCCEEDED);
            for (int i = 0; i < MANY; i++) {
                (i % 2 == 0 ? one : two).report(i / 2 + 2, ids.get(i), CommandState.COMMAND_STATE_SUCCEEDED);
            }
            awaitAck(one, MANY / 2 + 1);
            awaitAck(two, MANY / 2 + 1);
            assertThat(history(ids.getLast())).containsExactly("sent", "succeeded");
            assertThat(history(ids.getFirst())).containsExactly("sent", "succeeded");
        }
    }

    @Test
    void oneThatCannotBeWrittenTakesNobodyWithIt() throws Exception {
        car("writer-3");
        List<CompletableFuture<CommandRow>> good = new ArrayList<>();
        CompletableFuture<CommandRow> bad = null;
        for (int i = 0; i < 200; i++) {
            Command command = command("writer-3", Duration.ofMinutes(1));
            if (i == 77) {
                // A text that PostgreSQL does not take.
                bad = commands.enter(command.toBuilder().setSender("dis\0patch").build());
            } else {
                good.add(commands.enter(command));
            }
        }
        CompletableFuture<CommandRow> refused = bad;
        assertThatThrownBy(() -> refused.get(15, TimeUnit.SECONDS)).hasRootCauseInstanceOf(java.sql.SQLException.class);
        List<Long> numbers = new ArrayList<>();
        for (CompletableFuture<CommandRow> each : good) {
            numbers.add(each.get(15, TimeUnit.SECONDS).sequence);
        }
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(ledger("writer-3"))
                .hasSize(50)
                .extracting(row -> row.get("state"))
                .containsOnly("queued");
    }

    @Test
    void aSessionBeginsWithWhatWaitsAndOnlyThenHearsWhatIsNew() throws Exception {
        TestCar car = car("writer-4");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(order(i));
        }
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            for (int i = 50; i < 200; i++) {
                ids.add(order(i));
            }
            link.welcome();
            List<String> got = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                got.add(link.await(FrameCase.COMMAND).getCommand().getCommandId());
            }
            assertThat(got).containsExactlyElementsOf(ids);
        }
    }

    private String order(int number) {
        Command command = command("writer-4", Duration.ofMinutes(1));
        var entered = commands.enter(command);
        // Some wait for their commit and some do not, so that they come one by one and many at once.
        return number % 7 == 0 ? entered.join().id : command.getCommandId();
    }

    @Test
    void whatACarSaysInOddWordsIsKept() throws Exception {
        TestCar car = car("writer-5");
        try (CarLink link = connect(car, 0)) {
            String id = order("writer-5", Duration.ofMinutes(1));
            link.await(FrameCase.COMMAND);
            link.send(robotaxi.contracts.link.v1.Uplink.newBuilder()
                    .setLane(robotaxi.contracts.link.v1.Lane.LANE_COMMAND)
                    .setSequence(1)
                    .setBootEpoch(1)
                    .setCommandReport(robotaxi.contracts.link.v1.CommandReport.newBuilder()
                            .setCommandId(id)
                            .setState(CommandState.COMMAND_STATE_FAILED)
                            .setDetail("door\0stuck"))
                    .build());
            awaitAck(link, 1);
            Map<String, Object> row = ledger("writer-5").getFirst();
            assertThat(row).containsEntry("state", "failed").containsEntry("detail", "door stuck");
        }
    }
}
