package robotaxi.benchmarks.link;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.Uplinks;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.ModelState;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

/**
 * What cars say: batches of two samples with all their figures, drawn once so that the load costs its sender little. A signal is
 * one value, as one path of the Vehicle Signal Specification: every filled field of a sample down to the single values, but for
 * its time.
 */
final class Telemetry {
    private static final int BATCHES = 512;
    private static final int SAMPLES = 2;
    private static final long EPOCH_SECONDS = 1_800_000_000L;

    private final List<TelemetryBatch> batches = new ArrayList<>();
    private final byte[][] written;

    Telemetry(long seed) {
        var chance = new SplittableRandom(seed);
        for (int i = 0; i < BATCHES; i++) {
            var batch = TelemetryBatch.newBuilder();
            for (int j = 0; j < SAMPLES; j++) {
                batch.addSamples(sample(chance, i * SAMPLES + j));
            }
            batches.add(batch.build());
        }
        written = batches.stream().map(TelemetryBatch::toByteArray).toArray(byte[][]::new);
    }

    private static Sample sample(RandomGenerator chance, int second) {
        return Sample.newBuilder()
                .setTime(Timestamp.newBuilder().setSeconds(EPOCH_SECONDS + second))
                .setPosition(Position.newBuilder()
                        .setLatitudeDegrees(chance.nextDouble(43.72, 43.76))
                        .setLongitudeDegrees(chance.nextDouble(7.40, 7.44)))
                .setHeadingDegrees((float) chance.nextDouble(1, 360))
                .setSpeedMetresPerSecond((float) chance.nextDouble(0.1, 14))
                .setAccelerationMetresPerSecondSquared((float) chance.nextDouble(0.01, 2))
                .setBatteryPercent((float) chance.nextDouble(20, 90))
                .setOdometerMetres(chance.nextDouble(1e6, 2e6))
                .setMode(DrivingMode.DRIVING_MODE_AUTONOMOUS)
                .setModel(ModelState.newBuilder()
                        .setReleaseId("driver@2026.48")
                        .setProvider("CPU")
                        .setAchievedHz((float) chance.nextDouble(8, 10))
                        .setMissedTicks(chance.nextLong(1, 1_000))
                        .setPlanAgeMillis(chance.nextInt(1, 200))
                        .setReasoning("keeps its lane, the car in front slows down"))
                .setMissionId("mission-" + chance.nextInt(1_000))
                .setRideId("ride-" + chance.nextInt(1_000))
                .setEtaSeconds((float) chance.nextDouble(1, 600))
                .setRemainingMetres((float) chance.nextDouble(1, 3_000))
                .setDoorsLocked(true)
                .setOccupied(true)
                .build();
    }

    /**
     * Records in one frame, an {@code OpenRequest} as it is on the wire. Written by hand, since what the client spends is missing
     * to the gateway.
     *
     * @param first sequence of the first of them
     */
    byte[] frame(long first, int records) {
        int all = 0;
        for (long sequence = first; sequence < first + records; sequence++) {
            int size = size(sequence);
            all += CodedOutputStream.computeTagSize(Uplinks.UPLINKS_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt32SizeNoTag(size)
                    + size;
        }
        var frame = new byte
                [CodedOutputStream.computeTagSize(OpenRequest.UPLINKS_FIELD_NUMBER)
                        + CodedOutputStream.computeUInt32SizeNoTag(all)
                        + all];
        CodedOutputStream out = CodedOutputStream.newInstance(frame);
        try {
            out.writeTag(OpenRequest.UPLINKS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(all);
            for (long sequence = first; sequence < first + records; sequence++) {
                write(out, sequence);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.checkNoSpaceLeft();
        return frame;
    }

    private int size(long sequence) {
        return CodedOutputStream.computeEnumSize(Uplink.LANE_FIELD_NUMBER, Lane.LANE_TELEMETRY_VALUE)
                + CodedOutputStream.computeUInt64Size(Uplink.SEQUENCE_FIELD_NUMBER, sequence)
                + CodedOutputStream.computeUInt64Size(Uplink.BOOT_EPOCH_FIELD_NUMBER, 1)
                + CodedOutputStream.computeByteArraySize(Uplink.TELEMETRY_FIELD_NUMBER, written(sequence));
    }

    private void write(CodedOutputStream out, long sequence) throws IOException {
        out.writeTag(Uplinks.UPLINKS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(size(sequence));
        out.writeEnum(Uplink.LANE_FIELD_NUMBER, Lane.LANE_TELEMETRY_VALUE);
        out.writeUInt64(Uplink.SEQUENCE_FIELD_NUMBER, sequence);
        out.writeUInt64(Uplink.BOOT_EPOCH_FIELD_NUMBER, 1);
        out.writeByteArray(Uplink.TELEMETRY_FIELD_NUMBER, written(sequence));
    }

    private byte[] written(long sequence) {
        return written[(int) (sequence % BATCHES)];
    }

    /** What the gateway makes of it. */
    TelemetryBatch published(String vehicleId, long sequence) {
        return batch(sequence).toBuilder()
                .setVehicleId(vehicleId)
                .setBootEpoch(1)
                .setSequence(sequence)
                .setSessionEpoch(1)
                .build();
    }

    private TelemetryBatch batch(long sequence) {
        return batches.get((int) (sequence % BATCHES));
    }

    /** Signals in each record: all have the same fields. */
    int signals() {
        return batches.getFirst().getSamplesList().stream()
                .mapToInt(Telemetry::values)
                .sum();
    }

    private static int values(Message message) {
        int values = 0;
        for (var field : message.getAllFields().entrySet()) {
            boolean isMessage = field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (!isMessage) {
                values++;
            } else if (!(field.getValue() instanceof Timestamp) && field.getValue() instanceof Message inner) {
                values += values(inner);
            }
        }
        return values;
    }
}
