package robotaxi.gateway.command.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class CommandDeadlineTest extends CommandTests {
    @Inject
    DataSource database;

    @Test
    void aCommandWithoutADeadlineOrWithAFarOneIsRejectedAndSupersedesNothing() throws Exception {
        TestCar car = car("deadline-1");
        String older = order("deadline-1", Duration.ofHours(24));
        Command without = signed(command("deadline-1", Duration.ofMinutes(1)).toBuilder()
                .clearNotAfter()
                .setSupersedes(older));
        send(without);
        Command never = signed(command("deadline-1", Duration.ofMinutes(1)).toBuilder()
                .setNotAfter(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)));
        send(never);
        String far = order("deadline-1", Duration.ofHours(25));
        awaitState("deadline-1", far, "rejected");
        assertThat(code(far)).isEqualTo("command.deadline-too-far");
        assertThat(code(never.getCommandId())).isEqualTo("command.deadline-too-far");
        assertThat(code(without.getCommandId())).isEqualTo("command.no-deadline");
        try (CarLink link = connect(car, 0)) {
            String next = order("deadline-1", Duration.ofMinutes(1));
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(older);
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(next);
        }
    }

    @Test
    void theLimitHoldsOnceMoreBeforeSending() throws Exception {
        TestCar car = car("deadline-2");
        String id = order("deadline-2", Duration.ofMinutes(1));
        awaitState("deadline-2", id, "queued");
        // As a gateway with a wider limit, or of before the limit, has left it.
        widen(id);
        try (CarLink link = connect(car, 0)) {
            String next = order("deadline-2", Duration.ofMinutes(1));
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(next);
        }
        assertThat(state("deadline-2", id)).isEqualTo("rejected");
        assertThat(code(id)).isEqualTo("command.deadline-too-far");
    }

    private void widen(String id) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "update command set not_after = not_after + interval '3 days' where id = ?")) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }
}
