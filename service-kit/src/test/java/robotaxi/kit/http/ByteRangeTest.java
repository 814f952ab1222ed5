package robotaxi.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import robotaxi.kit.http.ByteRange.Part;
import robotaxi.kit.http.ByteRange.Unsatisfiable;
import robotaxi.kit.http.ByteRange.Whole;

class ByteRangeTest {
    @Test
    void aPartIsCutAtTheEnd() {
        assertThat(ByteRange.of("bytes=10-19", 100)).isEqualTo(new Part(10, 10));
        assertThat(ByteRange.of("bytes=90-500", 100)).isEqualTo(new Part(90, 10));
        assertThat(ByteRange.of("bytes=99-", 100)).isEqualTo(new Part(99, 1));
        assertThat(ByteRange.of("bytes=-30", 100)).isEqualTo(new Part(70, 30));
        assertThat(ByteRange.of("bytes=-300", 100)).isEqualTo(new Part(0, 100));
    }

    @Test
    void nothingLiesBehindTheEnd() {
        assertThat(ByteRange.of("bytes=100-", 100)).isEqualTo(new Unsatisfiable());
        assertThat(ByteRange.of("bytes=-0", 100)).isEqualTo(new Unsatisfiable());
    }

    @Test
    void whatIsNotUnderstoodGetsTheWhole() {
        assertThat(ByteRange.of(null, 100)).isEqualTo(new Whole());
        assertThat(ByteRange.of("bytes=5-2", 100)).isEqualTo(new Whole());
        assertThat(ByteRange.of("bytes=0-1,5-6", 100)).isEqualTo(new Whole());
        assertThat(ByteRange.of("bytes=-", 100)).isEqualTo(new Whole());
        assertThat(ByteRange.of("lines=0-1", 100)).isEqualTo(new Whole());
    }

    @Test
    void offsetsBeyondTwoGigabytesAreWhole() {
        assertThat(new Part(5_000_000_000L, 10).contentRange(20_000_000_000L))
                .isEqualTo("bytes 5000000000-5000000009/20000000000");
    }
}
