package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.ModelState;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

class MessageShapeTest {
    private static final MessageShape SHAPE = MessageShape.of(TelemetryBatch.getDescriptor());
    private static final int DAMAGED = 200_000;

    private static TelemetryBatch batch() {
        return TelemetryBatch.newBuilder()
                .addSamples(Sample.newBuilder()
                        .setTime(Timestamp.newBuilder()
                                .setSeconds(1_800_000_000L)
                                .setNanos(5))
                        .setPosition(
                                Position.newBuilder().setLatitudeDegrees(43.73).setLongitudeDegrees(7.42))
                        .setSpeedMetresPerSecond(8.5F)
                        .setMode(DrivingMode.DRIVING_MODE_AUTONOMOUS)
                        .setModel(ModelState.newBuilder()
                                .setReleaseId("driver@2026.48")
                                .setMissedTicks(3)
                                .setReasoning("keeps its lane"))
                        .addAhead(Position.newBuilder().setLatitudeDegrees(43.74))
                        .setDoorsLocked(true))
                .addSamples(Sample.newBuilder().setRideId("ride-1"))
                .setConflated(7)
                .build();
    }

    @Test
    void whatTheAgentWritesFits() {
        byte[] written = batch().toByteArray();
        byte[] amidOthers = new byte[written.length + 20];
        System.arraycopy(written, 0, amidOthers, 10, written.length);

        assertThat(SHAPE.surelyFits(written, 0, written.length)).isTrue();
        assertThat(SHAPE.surelyFits(amidOthers, 10, written.length)).isTrue();
        assertThat(SHAPE.surelyFits(new byte[0], 0, 0)).isTrue();
    }

    @Test
    void textThatIsNotAsciiIsLeftToTheParser() {
        byte[] written = TelemetryBatch.newBuilder()
                .addSamples(Sample.newBuilder().setRideId("Fürst"))
                .build()
                .toByteArray();

        assertThat(SHAPE.surelyFits(written, 0, written.length)).isFalse();
    }

    @Test
    void whatItLetsThroughTheParserReads() {
        byte[] written = batch().toByteArray();
        var chance = new SplittableRandom(11);
        int let = 0;
        for (int i = 0; i < DAMAGED; i++) {
            byte[] damaged = written.clone();
            for (int hits = chance.nextInt(1, 4); hits > 0; hits--) {
                damaged[chance.nextInt(damaged.length)] = (byte) chance.nextInt();
            }
            int length = chance.nextInt(4) == 0 ? chance.nextInt(damaged.length) : damaged.length;
            if (SHAPE.surelyFits(damaged, 0, length)) {
                let++;
                assertThat(isRead(damaged, length)).as("seed 11, message %d", i).isTrue();
            }
        }
        assertThat(let).isBetween(DAMAGED / 100, DAMAGED * 99 / 100);
    }

    private static boolean isRead(byte[] bytes, int length) {
        try {
            TelemetryBatch.parser().parseFrom(bytes, 0, length);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }
}
