package robotaxi.ota.ddi.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    private static final long SIZE = 100;

    @Test
    void partsComeInTheOrderOfTheFile() {
        assertThat(Ranges.of("bytes=50-59, 0-9,-5", SIZE))
                .isEqualTo(new Ranges.Parts(
                        List.of(new Ranges.Part(0, 9), new Ranges.Part(50, 59), new Ranges.Part(95, 99))));
        assertThat(Ranges.of("bytes=90-", SIZE)).isEqualTo(new Ranges.Parts(List.of(new Ranges.Part(90, 99))));
        assertThat(Ranges.of("bytes=90-1000", SIZE)).isEqualTo(new Ranges.Parts(List.of(new Ranges.Part(90, 99))));
        assertThat(Ranges.of(null, SIZE)).isInstanceOf(Ranges.Whole.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=100-",
                "bytes=200-300",
                "bytes=0-9,5-20",
                "bytes=9-0",
                "bytes=-0",
                "bytes=",
                "bytes=a-b",
                "lines=1-2"
            })
    void whatCannotBeSentIsRefused(String header) {
        assertThat(Ranges.of(header, SIZE)).isInstanceOf(Ranges.Unsatisfiable.class);
    }
}
