package robotaxi.ota.rollout;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Hours that come again and again, as hawkBit gives them: in which a device may install, or no car is taken.
 *
 * @param schedule beginnings: a Quartz cron expression with seconds, and a year if wanted
 * @param duration how long each lasts, up to a day
 * @param zone whose clock it is
 */
public record MaintenanceWindow(String schedule, Duration duration, ZoneId zone) {
    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Refuses what no clock could follow. */
    public MaintenanceWindow {
        PARSER.parse(schedule).validate();
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a maintenance window lasts up to a day");
        }
    }

    /** Whether that time lies in one of its hours. */
    public boolean open(Instant now) {
        return times().lastExecution(now.plusSeconds(1).atZone(zone))
                .filter(began -> began.toInstant().plus(duration).isAfter(now))
                .isPresent();
    }

    /** Whether none is open, and none will ever be again. */
    public boolean lapsed(Instant now) {
        return !open(now) && times().nextExecution(now.atZone(zone)).isEmpty();
    }

    private ExecutionTime times() {
        Cron cron = PARSER.parse(schedule);
        return ExecutionTime.forCron(cron);
    }
}
