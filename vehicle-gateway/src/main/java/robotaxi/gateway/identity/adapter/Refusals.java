package robotaxi.gateway.identity.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import robotaxi.gateway.identity.RefusalTally;
import robotaxi.kit.audit.Audit;

/** Who was turned away and why: each counts in the metric {@code gateway.refusals}, and few lines of many go to the audit log. */
@ApplicationScoped
public class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int LONGEST_TEXT = 300;
    private static final int CLOSE_EVERY_SECONDS = 5;

    private final RefusalTally tally = new RefusalTally();
    private final Audit audit;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("refusals").daemon().factory());

    @Inject
    Refusals(Audit audit, MeterRegistry meters, InstantSource clock) {
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(
                () -> tellDue(clock.instant()), CLOSE_EVERY_SECONDS, CLOSE_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Only counts: for what happens too often and says too little for the audit log. */
    public void count(String action, String code) {
        meters.counter("gateway.refusals", "action", action, "code", code).increment();
    }

    /**
     * Counts a refusal and audits it, the first of its kind at once. May wait for the database.
     *
     * @param subject the car or what the peer says of itself
     * @param detail in words
     */
    public void refused(RefusalTally.Kind kind, String subject, String detail) {
        count(kind.action(), kind.code());
        tally.add(kind, subject, detail, clock.instant()).ifPresent(this::tell);
    }

    /** Audits what was held back in windows that are over. */
    void tellDue(Instant now) {
        tally.due(now).forEach(this::tell);
    }

    private void tell(RefusalTally.Line line) {
        String more = line.count() > 1 ? ", " + line.count() + " times" : "";
        String detail = line.detail().isEmpty() ? "" : ": " + line.detail();
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(
                            line.kind().address(),
                            line.kind().action(),
                            plain(line.subject()),
                            plain(line.kind().code() + detail + more)));
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "A refusal could not be audited, code=%s count=%d",
                    line.kind().code(),
                    line.count());
        }
    }

    /** What a peer says of itself may be long, or hold what PostgreSQL takes for no text. */
    private static String plain(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replaceAll("\\p{Cntrl}", "?");
    }

    void onStop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        tellDue(Instant.MAX);
    }
}
