package robotaxi.benchmarks.alpasim;

import com.google.protobuf.ByteString;
import java.util.List;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;

/** Whether the same seed makes the same bytes. */
final class SameBytes {
    private static final int STEPS = 12;

    private SameBytes() {}

    /** All answers of one rollout, as they are on the wire. */
    static ByteString of(DriverClient client, String id, long sessionSeed, long pictureSeed, long order) {
        client.start(id, sessionSeed);
        List<DriveResponse> answers = new Rollout(client, id, new Pictures(pictureSeed), order).drive(0, STEPS);
        client.close(id);
        return ByteString.copyFrom(
                answers.stream().map(DriveResponse::toByteString).toList());
    }
}
