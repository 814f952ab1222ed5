package robotaxi.dispatch.task;

import java.time.Duration;
import java.time.Instant;

/** The share of empty kilometres in all that cars were sent to drive, with a memory that fades. For one thread at a time. */
public final class DrivingShare {
    private static final Duration MEMORY = Duration.ofHours(1);

    private double emptyMetres;
    private double loadedMetres;
    private Instant last = Instant.EPOCH;

    /** A car was sent. */
    public void sent(double empty, double loaded, Instant now) {
        double left = Math.exp(-(double) Duration.between(last, now).toMillis() / MEMORY.toMillis());
        emptyMetres = emptyMetres * left + empty;
        loadedMetres = loadedMetres * left + loaded;
        last = now;
    }

    /** From 0 to 1; 0 before anybody drove. */
    public double empty() {
        double all = emptyMetres + loadedMetres;
        return all == 0 ? 0 : emptyMetres / all;
    }

    /** As it is kept, beside the price that goes by it. */
    PlanningMemory.EmptyDriving at(double price) {
        return new PlanningMemory.EmptyDriving(price, emptyMetres, loadedMetres, last);
    }

    void restore(PlanningMemory.EmptyDriving kept) {
        emptyMetres = kept.emptyMetres();
        loadedMetres = kept.loadedMetres();
        last = kept.at();
    }
}
