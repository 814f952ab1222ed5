package robotaxi.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProtoTimeTest {
    @Test
    void aMomentComesBackToTheNanosecond() {
        for (String each :
                new String[] {"2026-11-22T08:00:00.123456789Z", "1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z"}) {
            Instant time = Instant.parse(each);
            assertThat(ProtoTime.of(ProtoTime.of(time))).isEqualTo(time);
        }
    }

    @Test
    void aTimeThatProtobufDoesNotAllowIsTheEndOfItsRange() {
        Timestamp late = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
        Timestamp early =
                Timestamp.newBuilder().setSeconds(Long.MIN_VALUE).setNanos(-1).build();
        assertThat(ProtoTime.of(late)).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(ProtoTime.of(early)).isEqualTo("0001-01-01T00:00:00Z");
    }
}
