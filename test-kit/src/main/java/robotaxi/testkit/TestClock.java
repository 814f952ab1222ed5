package robotaxi.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Wall time that stands still until a test moves it. */
public final class TestClock implements InstantSource {
    private Instant now;

    /** A clock that shows this time. */
    public TestClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration span) {
        now = now.plus(span);
    }
}
