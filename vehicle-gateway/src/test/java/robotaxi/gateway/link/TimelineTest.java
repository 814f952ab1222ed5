package robotaxi.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.gateway.link.Timeline.Entry;
import robotaxi.gateway.link.Timeline.Kind;

class TimelineTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void theNewestComeFirstWhateverTheirSource() {
        var timeline = Timeline.newest(List.of(at(1, Kind.EVENT), at(3, Kind.PRESENCE), at(2, Kind.COMMAND)), 2, false);
        assertThat(timeline.entries()).extracting(Entry::kind).containsExactly(Kind.PRESENCE, Kind.COMMAND);
    }

    @Test
    void entriesOfOneInstantAreNeverPartedSoThatTheNextPageMissesNone() {
        var timeline = Timeline.newest(
                List.of(at(2, Kind.PRESENCE), at(1, Kind.COMMAND), at(1, Kind.EVENT), at(0, Kind.SAFETY)), 2, true);
        assertThat(timeline.entries()).extracting(Entry::kind).containsExactly(Kind.PRESENCE, Kind.COMMAND, Kind.EVENT);
        assertThat(timeline.truncated()).isTrue();
    }

    private static Entry at(int second, Kind kind) {
        return new Entry(NOON.plusSeconds(second), kind, "id", "summary", "");
    }
}
