package robotaxi.gateway.command.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class LedgerOutageTest extends CommandTests {
    private static final int CUTS = 5;
    private static final int BETWEEN_CUTS = 300;

    @Inject
    CommandLedger commands;

    @Inject
    DataSource database;

    @Test
    void whatWasAnsweredIsInTheLedgerAndWhatCameToTheCarToo() throws Exception {
        try (CarLink link = connect(car("outage-1"), 0)) {
            Map<Command, CompletableFuture<CommandRow>> asked = new LinkedHashMap<>();
            for (int cut = 0; cut < CUTS; cut++) {
                for (int i = 0; i < BETWEEN_CUTS; i++) {
                    Command command = command("outage-1", Duration.ofMinutes(1));
                    asked.put(command, commands.enter(command));
                }
                cutTheDatabase();
            }
            List<String> answered = new ArrayList<>();
            List<Command> failed = new ArrayList<>();
            for (var each : asked.entrySet()) {
                if (isAnswered(each.getValue())) {
                    answered.add(each.getKey().getCommandId());
                } else {
                    failed.add(each.getKey());
                }
            }
            assertThat(answered).isNotEmpty();
            // Who heard nothing asks again with the same id, and that makes no second command.
            for (Command command : failed) {
                commands.enter(command).get(15, TimeUnit.SECONDS);
                answered.add(command.getCommandId());
            }
            List<String> came = new ArrayList<>();
            while (came.size() < answered.size()) {
                came.add(link.await(FrameCase.COMMAND).getCommand().getCommandId());
            }
            assertThat(came).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(answered);
            assertThat(sent()).isEqualTo(answered.size());
        }
    }

    private static boolean isAnswered(CompletableFuture<CommandRow> answer)
            throws InterruptedException, TimeoutException {
        try {
            answer.get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private void cutTheDatabase() throws SQLException {
        try (var connection = database.getConnection();
                var cut = connection.prepareStatement("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'""")) {
            cut.execute();
        }
    }

    private int sent() throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select count(*) from command where vehicle_id = 'outage-1' and state = 'SENT'");
                var rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
