package robotaxi.onboard.liveview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveShowTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long FROM = Long.MAX_VALUE - 5 * SECOND;
    private static final LiveShow.Settings SETTINGS = new LiveShow.Settings(SECOND / 2, 60_000, 300);

    private final LiveShow show = new LiveShow(SETTINGS);
    private long now = FROM;
    private boolean keepsUp = true;

    /** Looks ten times a second; answers how many views went out. */
    private int views(double seconds, int bytes) {
        int count = 0;
        for (int tick = 0; tick < seconds * 10; tick++) {
            if (show.due(now, () -> keepsUp).isPresent()) {
                show.shown(bytes);
                count++;
            }
            now += SECOND / 10;
        }
        return count;
    }

    @Test
    void nothingIsShownToNobody() {
        assertThat(views(10, 4_000)).isZero();
        assertThat(show.viewId(now)).isEmpty();
    }

    @Test
    void twoViewsASecondUntilTheTimeIsUp() {
        show.order("v1", 10, now);

        assertThat(views(20, 4_000)).isEqualTo(20);
        assertThat(show.viewId(now)).isEmpty();
    }

    @Test
    void whoAsksAgainIsShownForLonger() {
        show.order("v1", 10, now);
        views(8, 4_000);
        show.order("v1", 10, now);

        assertThat(views(9, 4_000)).isEqualTo(18);
        assertThat(show.viewId(now)).contains("v1");
    }

    @Test
    void itEndsAtOnceButNotByTheEndOfAnOlderView() {
        show.order("v1", 60, now);
        show.order("v2", 60, now);
        show.order("v1", 0, now);
        assertThat(show.due(now, () -> keepsUp)).contains("v2");
        show.shown(1);

        show.order("v2", 0, now);
        assertThat(views(5, 1)).isZero();
    }

    @Test
    void largePicturesComeLessOftenSoThatTheLinkIsNeverFullOfThem() {
        show.order("v1", 100, now);

        // 90 kB each: one in one and a half seconds.
        assertThat(views(30, 90_000)).isEqualTo(20);
    }

    @Test
    void theNextWaitsForTheOneUnderWay() {
        show.order("v1", 100, now);
        assertThat(show.due(now, () -> keepsUp)).isPresent();
        now += 3 * SECOND;
        assertThat(show.due(now, () -> keepsUp)).isEmpty();

        show.shown(1);
        assertThat(show.due(now, () -> keepsUp)).isPresent();
    }

    @Test
    void whoEndsAndBeginsAgainGetsNoMoreOfTheLink() {
        show.order("v1", 100, now);
        assertThat(views(0.1, 90_000)).isEqualTo(1);
        show.order("v1", 0, now);
        show.order("v2", 100, now);

        assertThat(views(1.4, 90_000)).isZero();
        assertThat(views(0.1, 90_000)).isEqualTo(1);
    }

    @Test
    void aSlowLinkGetsFewerViews() {
        show.order("v1", 100, now);
        keepsUp = false;
        assertThat(views(5, 1)).isZero();

        keepsUp = true;
        assertThat(views(1, 1)).isEqualTo(2);
    }

    @Test
    void nobodyAsksForHours() {
        show.order("v1", Integer.MAX_VALUE, now);

        assertThat(show.viewId(now + 299 * SECOND)).isPresent();
        assertThat(show.viewId(now + 301 * SECOND)).isEmpty();
    }
}
