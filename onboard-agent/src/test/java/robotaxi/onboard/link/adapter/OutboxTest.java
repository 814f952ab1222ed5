package robotaxi.onboard.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.onboard.queue.QueueLimits;

class OutboxTest {
    @TempDir
    Path folder;

    @Test
    void aRefusedSafetyEventDegradesTheCarUntilThereIsRoom() throws IOException {
        Map<Lane, QueueLimits> limits = new EnumMap<>(Lane.class);
        Outbox.CONTROL_LANES.forEach(lane -> limits.put(lane, new QueueLimits(20_000, 200_000, false)));
        Outbox.BULK_LANES.forEach(lane -> limits.put(lane, new QueueLimits(20_000, 0, true)));
        SafetyEvent.Builder large = SafetyEvent.newBuilder().setDetail("x".repeat(20_000));
        try (Outbox outbox = new Outbox("car-01", 1, folder, InstantSource.system(), () -> 0, limits)) {
            assertThat(outbox.safety(large)).contains("car-01/safety/1");
            assertThat(outbox.isDegraded()).isFalse();
            while (outbox.safety(large).isPresent()) {
                assertThat(outbox.queue(Lane.LANE_SAFETY).lastSequence()).isLessThan(20);
            }
            assertThat(outbox.isDegraded()).isTrue();

            outbox.queue(Lane.LANE_SAFETY)
                    .acknowledge(outbox.queue(Lane.LANE_SAFETY).lastSequence());
            assertThat(outbox.isDegraded()).isFalse();
            assertThat(outbox.safety(large)).isPresent();
        }
    }
}
