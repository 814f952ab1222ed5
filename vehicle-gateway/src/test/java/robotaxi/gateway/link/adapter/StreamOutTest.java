package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.contracts.link.v1.Welcome;

class StreamOutTest {
    private static final OpenResponse WELCOME = OpenResponse.newBuilder()
            .setWelcome(Welcome.newBuilder().setSessionEpoch(1))
            .build();
    private static final OpenResponse HEARTBEAT = OpenResponse.newBuilder()
            .setHeartbeat(Heartbeat.newBuilder().setNumber(1))
            .build();

    private final DeafStream transport = new DeafStream();
    private final StreamOut out = new StreamOut(transport);

    @Test
    void whatComesBeforeTheWelcomeGoesAfterIt() {
        assertThat(out.send(HEARTBEAT)).isTrue();
        out.acknowledge(Lane.LANE_TELEMETRY, 7);
        assertThat(transport.sent()).isEmpty();

        out.welcome(WELCOME);

        assertThat(transport.sent())
                .extracting(OpenResponse::getFrameCase)
                .containsExactly(FrameCase.WELCOME, FrameCase.HEARTBEAT, FrameCase.ACK);
    }

    @Test
    void aStreamThatEndsBeforeItsWelcomeSaysWhyAndNoMore() {
        out.send(HEARTBEAT);
        out.goodbye("superseded", 0);
        out.welcome(WELCOME);
        out.fail(Status.UNAVAILABLE);

        assertThat(transport.sent()).extracting(OpenResponse::getFrameCase).containsExactly(FrameCase.GOODBYE);
    }
}
