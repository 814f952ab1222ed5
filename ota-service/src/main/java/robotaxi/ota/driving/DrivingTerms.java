package robotaxi.ota.driving;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * On which terms a release's driving stops a rollout or lets it go on.
 *
 * @param kinds of events that are looked at, each by itself
 * @param ratio how many times as many events must not go unseen
 * @param alpha how seldom a good release may be stopped, all kinds together
 * @param neededEvents exposure before the second wave, in events expected of each kind
 */
public record DrivingTerms(List<EventKind> kinds, double ratio, double alpha, double neededEvents) {
    private static final double POWER = 0.995;
    private static final double ALL = 100;
    /** A smaller one takes more kilometres than any canary drives. */
    private static final double LEAST_RATIO = 1.5;

    private static final double LEAST_ALPHA = 1e-4;
    private static final Duration BASELINE = Duration.ofDays(7);

    /** Refuses what could not be tested. */
    public DrivingTerms {
        kinds = List.copyOf(kinds);
        if (kinds.isEmpty() || ratio <= 1 || alpha <= 0 || alpha >= 1 || neededEvents <= 0) {
            throw new IllegalArgumentException("at least one kind, a ratio above 1, alpha between 0 and 1");
        }
    }

    /** Terms for a rollout whose first wave is that share of its cars. */
    public static DrivingTerms planned(List<EventKind> kinds, double ratio, double alpha, int firstWavePercent) {
        if (firstWavePercent <= 0 || firstWavePercent >= ALL || kinds.isEmpty() || ratio < LEAST_RATIO) {
            throw new IllegalArgumentException(
                    "a canary, other cars to compare it with, and a ratio of at least " + LEAST_RATIO);
        }
        if (alpha < LEAST_ALPHA || alpha >= 1) {
            throw new IllegalArgumentException("alpha is a share from " + LEAST_ALPHA + " to below 1");
        }
        double share = firstWavePercent / (ALL - firstWavePercent);
        return new DrivingTerms(kinds, ratio, alpha, ExposureNeeded.events(ratio, share, alpha / kinds.size(), POWER));
    }

    /** From when on driving is looked at: long enough before the rollout to know how often such events are. */
    public Instant since(Instant rolloutMadeAt) {
        return rolloutMadeAt.minus(BASELINE);
    }

    /** Kilometres that the release must drive for one kind, at the others' rate of events; empty while that is not known. */
    public OptionalDouble neededKilometres(Driven total) {
        return total.controlEvents() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(neededEvents * total.controlKilometres() / total.controlEvents());
    }

    /** The evidence at which a release is stopped, natural logarithm. */
    public double logBound() {
        return Math.log(kinds.size() / alpha);
    }

    /** What the strata of one kind say. */
    public Reading read(EventKind kind, List<Driven> strata) {
        Driven total = strata.stream().reduce(new Driven(0, 0, 0, 0), Driven::plus);
        double evidence = RateTest.logEvidence(strata);
        double bound = logBound();
        OptionalDouble needed = neededKilometres(total);
        return new Reading(
                kind, total, evidence, bound, needed, needed.isPresent() && total.kilometres() >= needed.getAsDouble());
    }

    /**
     * What is known of one kind of event.
     *
     * @param total of all hours
     * @param logEvidence that the release is worse, natural logarithm
     * @param logBound at which it is stopped
     * @param neededKilometres before the second wave, if known
     * @param enough whether it has driven them
     */
    public record Reading(
            EventKind kind,
            Driven total,
            double logEvidence,
            double logBound,
            OptionalDouble neededKilometres,
            boolean enough) {
        @Override
        public String toString() {
            return "%d %ss in %.0f km, others %d in %.0f km: evidence %.0f of %.0f"
                    .formatted(
                            total.events(),
                            kind.wireName(),
                            total.kilometres(),
                            total.controlEvents(),
                            total.controlKilometres(),
                            Math.exp(logEvidence),
                            Math.exp(logBound));
        }

        /** Whether the release must be stopped. */
        public boolean worse() {
            return logEvidence >= logBound;
        }
    }
}
