package robotaxi.ota.rollout.adapter;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Instants on the wire. */
final class Times {
    private Times() {}

    static Timestamp of(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Instant of(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
