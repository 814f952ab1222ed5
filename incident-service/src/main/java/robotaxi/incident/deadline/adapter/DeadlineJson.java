package robotaxi.incident.deadline.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.rule.DecisionTable;

/**
 * A clock.
 *
 * @param state running, met or dropped
 * @param reminded how many reminders were given, of {@code reminders}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadlineJson(
        String deadlineId,
        String incidentId,
        String rule,
        String title,
        long tableVersion,
        Instant noticedAt,
        String noticeSource,
        Instant dueAt,
        List<Instant> reminders,
        int reminded,
        boolean hasLapsed,
        String state,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endedReason) {
    static DeadlineJson of(Deadline deadline, DecisionTable table) {
        DecisionTable.Terms terms = table.deadlines().get(deadline.rule());
        Deadline.Ending ending = deadline.ending();
        return new DeadlineJson(
                deadline.id(),
                deadline.incidentId(),
                deadline.rule(),
                terms == null ? deadline.rule() : terms.title(),
                deadline.tableVersion(),
                deadline.notice(),
                deadline.noticeSource(),
                deadline.due(),
                deadline.reminders(),
                deadline.reminded(),
                deadline.hasLapsed(),
                deadline.state().name().toLowerCase(Locale.ROOT),
                ending == null ? null : ending.at(),
                ending == null ? null : ending.by(),
                ending == null ? null : ending.reason());
    }
}
