package robotaxi.onboard.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import robotaxi.onboard.drive.Frame;

class ClipRingTest {
    private static final long SECOND = 1_000_000;
    private static final int PICTURE = 1_000;

    private final ClipRing ring = new ClipRing(1_000_000);

    private void see(int fromSecond, int toSecond) {
        for (long second = fromSecond; second <= toSecond; second++) {
            ring.add(new Moment.FrameSeen(new Frame("front", second * SECOND, new byte[PICTURE])));
        }
    }

    private static Clip.Mark mark(String id, String trigger, long second) {
        return new Clip.Mark(id, trigger, second * SECOND);
    }

    private void trigger(Clip.Mark mark) {
        ring.trigger(mark, "r@1", "00");
    }

    @Test
    void aClipHasThirtySecondsBeforeItsMomentAndTenAfter() {
        see(0, 100);
        trigger(mark("e1", "hard-brake", 100));
        see(101, 109);

        assertThat(ring.due(109 * SECOND)).isEmpty();
        see(110, 110);
        Clip clip = ring.due(110 * SECOND).orElseThrow();

        assertThat(clip.moments().getFirst().timeUs()).isEqualTo(70 * SECOND);
        assertThat(clip.moments().getLast().timeUs()).isEqualTo(110 * SECOND);
        assertThat(clip.cut()).isEmpty();
        assertThat(ring.isRecording()).isFalse();
    }

    @Test
    void momentsThatOverlapAreOneClipWithAllOfThem() {
        see(0, 100);
        trigger(mark("e1", "envelope-veto", 100));
        see(101, 106);
        trigger(mark("e2", "collision", 106));
        see(107, 116);

        assertThat(ring.due(110 * SECOND)).isEmpty();
        Clip clip = ring.due(116 * SECOND).orElseThrow();

        assertThat(clip.marks()).extracting(Clip.Mark::eventId).containsExactly("e1", "e2");
        assertThat(clip.worth()).isEqualTo(Trigger.Worth.REPORTABLE);
        assertThat(clip.moments().getFirst().timeUs()).isEqualTo(70 * SECOND);
        assertThat(clip.moments().getLast().timeUs()).isEqualTo(116 * SECOND);
    }

    @Test
    void whatGoesOnForEverEndsNevertheless() {
        see(0, 100);
        for (int second = 100; second < 300; second += 5) {
            trigger(mark("e" + second, "bookmark", second));
        }

        assertThat(ring.due(219 * SECOND)).isEmpty();
        assertThat(ring.due(220 * SECOND)).isPresent();
    }

    @Test
    void withTooLittleMemoryThePreRollIsShorterAndTheClipSaysSo() {
        ClipRing small = new ClipRing(12_000);
        for (long second = 0; second <= 100; second++) {
            small.add(new Moment.FrameSeen(new Frame("front", second * SECOND, new byte[PICTURE])));
        }
        small.trigger(mark("e1", "hard-brake", 100), "r@1", "00");
        assertThat(small.due(100 * SECOND)).isEmpty();
        small.add(new Moment.FrameSeen(new Frame("front", 101 * SECOND, new byte[PICTURE])));
        Clip clip = small.due(101 * SECOND).orElseThrow();

        assertThat(clip.moments()).hasSize(11);
        assertThat(clip.cut()).isEqualTo("the memory for recordings is full");
    }
}
