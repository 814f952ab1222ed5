package robotaxi.onboard.recorder;

/**
 * What a car has sent of its recordings on a day, and whether it may send more. What must be reported is counted and always sent.
 *
 * @param day days since 1970, UTC
 * @param spentBytes on that day
 */
public record DayBudget(long day, long spentBytes) {
    /** The same on this day: a new day begins at nothing. A clock that goes back frees nothing. */
    public DayBudget on(long today) {
        return today > day ? new DayBudget(today, 0) : this;
    }

    /** Whether so many bytes more may go. */
    public boolean allows(long bytes, Trigger.Worth worth, long limitBytes) {
        return worth == Trigger.Worth.REPORTABLE || spentBytes + bytes <= limitBytes;
    }

    /** After so many bytes more. */
    public DayBudget spent(long bytes) {
        return new DayBudget(day, spentBytes + bytes);
    }
}
