package robotaxi.dispatch.task;

import java.util.Locale;

/** What a task is for. */
public enum TaskKind {
    /** Wait where riders are expected. */
    REPOSITION,
    /** Charge, until enough. */
    CHARGE,
    /** Be cleaned; no ride is given to a car before. */
    CLEAN,
    /** Stand in a depot. */
    DEPOT;

    /** Whether a ride may take the car away. */
    public boolean isDivertible() {
        return this != CLEAN;
    }

    /** Whether the task goes on for a while at its place. */
    public boolean staysThere() {
        return this == CHARGE || this == CLEAN;
    }

    /** As the API writes it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
