package robotaxi.gateway.command.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
class CommandLedgerTest extends CommandTests {
    @Test
    void aCommandReachesItsCarAndEveryReportMovesTheLedgerOnOnly() throws Exception {
        TestCar car = car("command-1");
        try (CarLink link = connect(car, 0)) {
            String id = order("command-1", Duration.ofMinutes(1));
            Command command = link.await(FrameCase.COMMAND).getCommand();
            assertThat(command.getCommandId()).isEqualTo(id);
            assertThat(command.getSequence()).isEqualTo(1);
            link.report(1, id, CommandState.COMMAND_STATE_RECEIVED);
            assertThat(link.await(FrameCase.ACK).getAck().getDurableSequence()).isEqualTo(1);
            assertThat(state("command-1", id)).isEqualTo("received");
            link.report(2, id, CommandState.COMMAND_STATE_ACCEPTED);
            link.report(3, id, CommandState.COMMAND_STATE_SUCCEEDED);
            link.report(4, id, CommandState.COMMAND_STATE_EXECUTING);
            awaitAck(link, 4);
            assertThat(state("command-1", id)).isEqualTo("succeeded");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(told(id)).containsExactly("SENT", "RECEIVED", "ACCEPTED", "SUCCEEDED"));
        }
    }

    @Test
    void whatTheLinkLostIsUnknownUntilTheCarHasBeenAsked() throws Exception {
        TestCar car = car("command-2");
        CarLink broken = connect(car, 0);
        String id = order("command-2", Duration.ofMinutes(1));
        broken.await(FrameCase.COMMAND);
        broken.close();
        awaitState("command-2", id, "outcome-unknown");
        try (CarLink link = connect(car, 0)) {
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(id);
            link.report(1, id, CommandState.COMMAND_STATE_SUCCEEDED);
            awaitAck(link, 1);
            assertThat(state("command-2", id)).isEqualTo("succeeded");
        }
    }

    @Test
    void whatWaitedIsDeliveredInOrderAndWhatTheCarHasIsNotSentAgain() throws Exception {
        TestCar car = car("command-3");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(order("command-3", Duration.ofMinutes(1)));
            awaitState("command-3", ids.getLast(), "queued");
        }
        try (CarLink link = connect(car, 1)) {
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(ids.get(1));
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(ids.get(2));
            assertThat(state("command-3", ids.get(0))).isEqualTo("queued");
        }
    }

    @Test
    void theSameIdTwiceIsOneCommand() throws Exception {
        car("command-4");
        Command command = command("command-4", Duration.ofMinutes(1));
        send(command);
        send(command);
        String marker = order("command-4", Duration.ofMinutes(1));
        awaitState("command-4", marker, "queued");
        assertThat(ledger("command-4")).extracting(row -> row.get("sequence")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aDeadlineEndsWhatNeverReachedTheCar() throws Exception {
        TestCar car = car("command-5");
        String late = order("command-5", Duration.ofSeconds(-1));
        awaitState("command-5", late, "expired");
        String waiting = order("command-5", Duration.ofMillis(1_500));
        awaitState("command-5", waiting, "expired");
        try (CarLink link = connect(car, 0)) {
            String good = order("command-5", Duration.ofMinutes(1));
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(good);
        }
    }

    @Test
    void aCommandToAnUnknownCarIsRejectedAndKept() throws Exception {
        String id = order("command-nobody", Duration.ofMinutes(1));
        awaitState("command-nobody", id, "rejected");
        assertThat(ledger("command-nobody").getFirst()).containsEntry("code", "vehicle.unknown");
    }

    @Test
    void noCarSpeaksOfAnotherCarsCommand() throws Exception {
        car("command-6");
        TestCar other = car("command-7");
        String id = order("command-6", Duration.ofMinutes(1));
        awaitState("command-6", id, "queued");
        try (CarLink link = connect(other, 0)) {
            link.report(1, id, CommandState.COMMAND_STATE_FAILED);
            awaitAck(link, 1);
        }
        assertThat(state("command-6", id)).isEqualTo("queued");
    }

    @Test
    void aReportThatSaysNothingIsRefusedForGoodAndTheLinkGoesOn() throws Exception {
        TestCar car = car("command-8");
        try (CarLink link = connect(car, 0)) {
            String id = order("command-8", Duration.ofMinutes(1));
            link.await(FrameCase.COMMAND);
            link.report(1, id, CommandState.COMMAND_STATE_UNSPECIFIED);
            assertThat(link.await(FrameCase.NACK).getNack().getCode()).isEqualTo("link.bad-report");
            link.report(2, id, CommandState.COMMAND_STATE_OUTCOME_UNKNOWN);
            assertThat(link.await(FrameCase.NACK).getNack().getCode()).isEqualTo("link.bad-report");
            link.report(3, id, CommandState.COMMAND_STATE_RECEIVED);
            awaitAck(link, 3);
            assertThat(state("command-8", id)).isEqualTo("received");
        }
    }

    @Test
    void whatNoServiceSignedIsKeptAndNeverSent() throws Exception {
        TestCar car = car("command-9");
        try (CarLink link = connect(car, 0)) {
            Command forged = command("command-9", Duration.ofMinutes(1)).toBuilder()
                    .clearSignature()
                    .build();
            send(forged);
            String next = order("command-9", Duration.ofMinutes(1));
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(next);
            assertThat(state("command-9", forged.getCommandId())).isEqualTo("rejected");
            assertThat(code(forged.getCommandId())).isEqualTo("command.bad-signature");
        }
    }
}
