package robotaxi.incident.assistance;

/** What orders a car's reports: never a clock. */
public record Stamp(long bootEpoch, long sequence) implements Comparable<Stamp> {
    @Override
    public int compareTo(Stamp other) {
        int byEpoch = Long.compareUnsigned(bootEpoch, other.bootEpoch);
        return byEpoch != 0 ? byEpoch : Long.compareUnsigned(sequence, other.sequence);
    }

    boolean isAfter(Stamp other) {
        return compareTo(other) > 0;
    }
}
