package robotaxi.gateway.command.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.gateway.Audited;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class CommandCancellationTest extends CommandTests {
    @Inject
    DataSource database;

    @Test
    void whatWasNotSentEndsAtOnceAndNeverReachesTheCar() throws Exception {
        TestCar car = car("cancel-1");
        String id = order("cancel-1", Duration.ofMinutes(1));
        String next = order("cancel-1", Duration.ofMinutes(1));
        awaitState("cancel-1", next, "queued");
        cancel(id).statusCode(200).body("command.state", equalTo("cancelled")).body("cancelCommandId", equalTo(""));
        cancel(id)
                .statusCode(409)
                .body("code", equalTo("command.already-over"))
                .body("currentState", equalTo("cancelled"));
        assertThat(history(id)).containsExactly("queued", "cancelled");
        assertThat(Audited.of(database, id)).containsExactly("command.cancel no longer wanted");
        try (CarLink link = connect(car, 0)) {
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(next);
        }
    }

    @Test
    void theCarIsAskedOnceToTakeBackWhatItHas() throws Exception {
        TestCar car = car("cancel-2");
        try (CarLink link = connect(car, 0)) {
            String id = order("cancel-2", Duration.ofMinutes(1));
            link.await(FrameCase.COMMAND);
            link.report(1, id, CommandState.COMMAND_STATE_EXECUTING);
            awaitAck(link, 1);
            String asks = cancel(id)
                    .statusCode(202)
                    .body("command.state", equalTo("executing"))
                    .extract()
                    .path("cancelCommandId");
            cancel(id).statusCode(202).body("cancelCommandId", equalTo(asks));
            Command asked = link.await(FrameCase.COMMAND).getCommand();
            assertThat(asked.getCommandId()).isEqualTo(asks);
            assertThat(asked.getCancelCommand().getTargetCommandId()).isEqualTo(id);
            assertThat(new CommandVerifier(pki.root(), InstantSource.system()).refuse(asked))
                    .as("the car would take it")
                    .isEmpty();
            assertThat(asked.getCancelCommand().getReason()).isEqualTo("no longer wanted");
            link.report(2, id, CommandState.COMMAND_STATE_CANCELLED);
            link.report(3, asks, CommandState.COMMAND_STATE_SUCCEEDED);
            awaitAck(link, 3);
            assertThat(state("cancel-2", id)).isEqualTo("cancelled");
            assertThat(state("cancel-2", asks)).isEqualTo("succeeded");
        }
    }

    @Test
    void whenTheCarCannotTakeItBackItGoesOnAndMayBeAskedAgain() throws Exception {
        TestCar car = car("cancel-3");
        try (CarLink link = connect(car, 0)) {
            String id = order("cancel-3", Duration.ofMinutes(1));
            link.await(FrameCase.COMMAND);
            String asks = cancel(id).statusCode(202).extract().path("cancelCommandId");
            link.report(1, asks, CommandState.COMMAND_STATE_REJECTED);
            awaitAck(link, 1);
            assertThat(state("cancel-3", id)).isEqualTo("sent");
            String again = cancel(id).statusCode(202).extract().path("cancelCommandId");
            assertThat(again).isNotEqualTo(asks);
        }
    }

    @Test
    void aCarThatWasAwayHearsOfTheCommandAndOfItsEndInOrder() throws Exception {
        TestCar car = car("cancel-4");
        CarLink broken = connect(car, 0);
        String id = order("cancel-4", Duration.ofMinutes(1));
        broken.await(FrameCase.COMMAND);
        broken.close();
        awaitState("cancel-4", id, "outcome-unknown");
        String asks = cancel(id).statusCode(202).extract().path("cancelCommandId");
        try (CarLink link = connect(car, 0)) {
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(id);
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(asks);
        }
    }

    @Test
    void withoutReasonOrTargetNothingIsTakenBack() throws Exception {
        car("cancel-5");
        String id = order("cancel-5", Duration.ofMinutes(1));
        awaitState("cancel-5", id, "queued");
        given().contentType("application/json")
                .body(Map.of())
                .post("/v1/commands/" + id + "/cancellation")
                .then()
                .statusCode(422)
                .body("code", equalTo("command.bad-request"));
        cancel("cancel-none").statusCode(404).body("code", equalTo("command.unknown"));
        assertThat(state("cancel-5", id)).isEqualTo("queued");
    }

    @Test
    @TestSecurity(user = "auditor", roles = "auditor")
    void anAuditorTakesNothingBack() {
        cancel("cancel-none").statusCode(403);
    }

    @Test
    void aQueuedCommandGivesWayInTheLedger() throws Exception {
        TestCar car = car("cancel-6");
        String older = order("cancel-6", Duration.ofMinutes(1));
        Command newer = superseding("cancel-6", older);
        send(newer);
        awaitState("cancel-6", newer.getCommandId(), "queued");
        assertThat(history(older)).containsExactly("queued", "superseded");
        try (CarLink link = connect(car, 0)) {
            assertThat(link.await(FrameCase.COMMAND).getCommand().getCommandId())
                    .isEqualTo(newer.getCommandId());
        }
    }

    @Test
    void whatTheCarHasGivesWayOnTheCar() throws Exception {
        TestCar car = car("cancel-7");
        try (CarLink link = connect(car, 0)) {
            String older = order("cancel-7", Duration.ofMinutes(1));
            link.await(FrameCase.COMMAND);
            Command newer = superseding("cancel-7", older);
            send(newer);
            assertThat(link.await(FrameCase.COMMAND).getCommand().getSupersedes())
                    .isEqualTo(older);
            assertThat(state("cancel-7", older)).isEqualTo("sent");
            link.report(1, older, CommandState.COMMAND_STATE_SUPERSEDED);
            link.report(2, newer.getCommandId(), CommandState.COMMAND_STATE_EXECUTING);
            awaitAck(link, 2);
            assertThat(state("cancel-7", older)).isEqualTo("superseded");
        }
    }

    @Test
    void whatIsOverHindersNobodyAndAnotherCarsCommandIsNotTouched() throws Exception {
        car("cancel-8");
        car("cancel-9");
        String over = order("cancel-8", Duration.ofSeconds(-1));
        String others = order("cancel-9", Duration.ofMinutes(1));
        awaitState("cancel-8", over, "expired");
        awaitState("cancel-9", others, "queued");
        Command good = superseding("cancel-8", over);
        send(good);
        awaitState("cancel-8", good.getCommandId(), "queued");
        Command bad = superseding("cancel-8", others);
        send(bad);
        awaitState("cancel-8", bad.getCommandId(), "rejected");
        assertThat(ledger("cancel-8").getFirst()).containsEntry("code", "command.supersedes-unknown");
        assertThat(state("cancel-9", others)).isEqualTo("queued");
    }

    private Command superseding(String car, String older) {
        return signed(command(car, Duration.ofMinutes(1)).toBuilder().setSupersedes(older));
    }

    private static ValidatableResponse cancel(String id) {
        return given().contentType("application/json")
                .body(Map.of("reason", "no longer wanted"))
                .post("/v1/commands/" + id + "/cancellation")
                .then();
    }
}
