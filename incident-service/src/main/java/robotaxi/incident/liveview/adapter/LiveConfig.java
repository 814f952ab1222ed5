package robotaxi.incident.liveview.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import robotaxi.incident.liveview.LiveRules;

/** How cars are watched. */
@ConfigMapping(prefix = "incident.live-view")
interface LiveConfig {
    /** A watch that its screen does not renew ends after this; screens renew it every 5 s. */
    @WithDefault("PT15S")
    Duration lease();

    /** What a car is asked for at a time: so long it goes on at most when nobody can tell it to end. */
    @WithDefault("PT60S")
    Duration shownFor();

    /** When it is asked for more. */
    @WithDefault("PT30S")
    Duration askAgainAfter();

    /** How long an order may be under way to the car. */
    @WithDefault("PT8S")
    Duration orderLife();

    /** When a car that was away, or did not take an order, is asked again. */
    @WithDefault("PT5S")
    Duration retryAfter();

    /** Time between two looks at leases. */
    @WithDefault("PT1S")
    Duration look();

    /** Cars that are watched at once. */
    @WithDefault("50")
    int mostCars();

    /** All of it. */
    default LiveRules rules() {
        return new LiveRules(lease(), shownFor(), askAgainAfter(), orderLife(), retryAfter(), mostCars());
    }
}
