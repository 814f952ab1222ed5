package robotaxi.incident.deadline;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Starts clocks, reminds of them, and ends them. Each method belongs into one transaction. */
public final class KeepDeadlines {
    private static final int AT_ONCE = 200;

    private final Deadlines deadlines;
    private final Reminders reminders;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /**
     * Over its ports.
     *
     * @param zone of who files
     */
    public KeepDeadlines(
            Deadlines deadlines, Reminders reminders, ZoneId zone, InstantSource clock, Supplier<String> ids) {
        this.deadlines = deadlines;
        this.reminders = reminders;
        this.zone = zone;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What the rules ask for now: new clocks begin, at the moment at which we knew; those that the rules do not ask for any more are
     * dropped. One that was met stays met.
     *
     * @param governed names that the rules speak of; others are left alone
     * @param wanted by name
     */
    public void follow(
            String incidentId,
            long tableVersion,
            Set<String> governed,
            Map<String, Due> wanted,
            Instant notice,
            String noticeSource) {
        Set<String> known = new HashSet<>();
        for (Deadline deadline : deadlines.list(incidentId)) {
            boolean isRunning = deadline.state() == Deadline.State.RUNNING;
            if (isRunning && governed.contains(deadline.rule()) && !wanted.containsKey(deadline.rule())) {
                deadlines.save(deadline.dropped(
                        new Deadline.Ending(clock.instant(), "rules", "the facts do not ask for it any more")));
            } else if (deadline.state() != Deadline.State.DROPPED) {
                known.add(deadline.rule());
            }
        }
        wanted.forEach((rule, due) -> {
            if (!known.contains(rule)) {
                start(incidentId, tableVersion, rule, due, notice, noticeSource);
            }
        });
    }

    private void start(
            String incidentId, long tableVersion, String rule, Due due, Instant notice, String noticeSource) {
        Instant end = due.after(notice, zone);
        deadlines.add(Deadline.started(
                ids.get(), incidentId, rule, tableVersion, notice, noticeSource, end, reminders.of(notice, end)));
    }

    /** A duty that begins now, unless it runs already. */
    public void start(String incidentId, long tableVersion, String rule, Due due, String noticeSource) {
        boolean runs = deadlines.list(incidentId).stream()
                .anyMatch(deadline -> deadline.rule().equals(rule) && deadline.state() == Deadline.State.RUNNING);
        if (!runs) {
            start(incidentId, tableVersion, rule, due, clock.instant(), noticeSource);
        }
    }

    /** Nobody has to be told, a person says why. Answers false if it does not run. */
    public boolean drop(String id, String by, String reason) {
        Optional<Deadline> running = deadlines.lock(id).filter(deadline -> deadline.state() == Deadline.State.RUNNING);
        running.ifPresent(
                deadline -> deadlines.save(deadline.dropped(new Deadline.Ending(clock.instant(), by, reason))));
        return running.isPresent();
    }

    /** Those of which somebody hears now; each as it is after that. */
    public List<Deadline> remind() {
        Instant now = clock.instant();
        List<Deadline> told = new ArrayList<>();
        for (Deadline deadline : deadlines.lockDue(now, AT_ONCE)) {
            Deadline after = deadline.told(now);
            deadlines.save(after);
            told.add(after);
        }
        return told;
    }

    /** All clocks of a rule that run for an incident end: it was filed. */
    public void met(String incidentId, String rule, String by, String reference) {
        for (Deadline deadline : deadlines.list(incidentId)) {
            if (deadline.rule().equals(rule) && deadline.state() == Deadline.State.RUNNING) {
                deadlines.save(deadline.met(new Deadline.Ending(clock.instant(), by, reference)));
            }
        }
    }
}
