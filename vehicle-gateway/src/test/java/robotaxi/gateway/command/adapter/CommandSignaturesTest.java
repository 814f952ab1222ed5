package robotaxi.gateway.command.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;

/** What no car would take ends in the ledger and does not travel. */
@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class CommandSignaturesTest extends CommandTests {
    @Test
    void unsignedForeignAndUnauthorisedCommandsAreRejectedAndTheNextGoodOneArrives() throws Exception {
        TestCar car = car("signed-1");
        Command good = command("signed-1", Duration.ofMinutes(1));
        Command unsigned = command("signed-1", Duration.ofMinutes(1)).toBuilder()
                .clearSignature()
                .build();
        Command changed = command("signed-1", Duration.ofMinutes(1)).toBuilder()
                .setEffectKey("another")
                .build();
        Command foreign = new TestPki("Another fleet")
                .signers()
                .sign("dispatch", command("signed-1", Duration.ofMinutes(1)).toBuilder());
        Command unauthorised = pki.signers().sign("incident", command("signed-1", Duration.ofMinutes(1)).toBuilder());
        for (Command each : new Command[] {unsigned, changed, foreign, unauthorised, good}) {
            send(each);
        }
        awaitState("signed-1", good.getCommandId(), "queued");

        assertThat(code(unsigned.getCommandId())).isEqualTo("command.bad-signature");
        assertThat(code(changed.getCommandId())).isEqualTo("command.bad-signature");
        assertThat(code(foreign.getCommandId())).isEqualTo("command.bad-signature");
        assertThat(code(unauthorised.getCommandId())).isEqualTo("command.not-authorised");
        assertThat(history(unsigned.getCommandId())).containsExactly("rejected");
        try (CarLink link = connect(car, 0)) {
            assertThat(link.await(FrameCase.COMMAND).getCommand())
                    .isEqualTo(good.toBuilder().setSequence(5).build());
        }
    }
}
