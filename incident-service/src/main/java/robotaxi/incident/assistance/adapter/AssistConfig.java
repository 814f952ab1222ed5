package robotaxi.incident.assistance.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the assistance desk works. */
@ConfigMapping(prefix = "incident.assistance")
interface AssistConfig {
    /** How long a claim holds without a sign of life; screens renew it every 5 s. */
    @WithDefault("PT15S")
    Duration lease();

    /** An answer is refused when the newest picture came longer ago. */
    @WithDefault("PT4S")
    Duration frameAge();

    /** How long an answer may be under way to the car. */
    @WithDefault("PT6S")
    Duration answerLife();

    /** How long the car's word on it is awaited beyond that. */
    @WithDefault("PT4S")
    Duration verdictPatience();

    /** Time between two looks at leases and expiries. */
    @WithDefault("PT1S")
    Duration look();

    /** How far back the pictures of a question go. */
    @WithDefault("PT60S")
    Duration rewind();

    /** Memory for pictures, mebibytes. */
    @WithDefault("48")
    int pictureMemory();
}
