package robotaxi.ota.rollout.adapter;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.driving.DrivingTerms;
import robotaxi.ota.driving.EventKind;

/** What a rollout concludes from its cars' driving, on the wire. */
final class DrivingJson {
    private static final double DEFAULT_RATIO = 2;
    private static final double DEFAULT_ALPHA = 0.005;

    private DrivingJson() {}

    /** By which events driving is compared, how many times as many must not go unseen, and how seldom a good release may be stopped. */
    public record Wanted(
            @Nullable List<String> kinds,
            @Nullable Double ratio,
            @Nullable Double alpha) {
        DrivingTerms toTerms(@Nullable List<Integer> wavePercents) {
            return DrivingTerms.planned(
                    kinds == null
                            ? List.of(EventKind.DISENGAGEMENT)
                            : kinds.stream().map(EventKind::ofWireName).toList(),
                    ratio == null ? DEFAULT_RATIO : ratio,
                    alpha == null ? DEFAULT_ALPHA : alpha,
                    wavePercents == null || wavePercents.isEmpty() ? 0 : wavePercents.getFirst());
        }
    }

    /** Terms, and what is known of each kind of event. */
    public record View(
            @Nullable Double ratio,
            @Nullable Double alpha,
            @Nullable Double neededEvents,
            List<Kind> kinds) {
        static View of(@Nullable DrivingTerms terms, List<DrivingTerms.Reading> readings) {
            return new View(
                    terms == null ? null : terms.ratio(),
                    terms == null ? null : terms.alpha(),
                    terms == null ? null : terms.neededEvents(),
                    readings.stream().map(Kind::of).toList());
        }
    }

    /** One kind of event: the release, the others beside it, and the evidence that the release is worse (it is stopped at the bound). */
    public record Kind(
            String kind,
            double kilometres,
            long events,
            double controlKilometres,
            long controlEvents,
            double logEvidence,
            double logBound,
            @Nullable Double neededKilometres,
            boolean enough) {
        static Kind of(DrivingTerms.Reading reading) {
            OptionalDouble needed = reading.neededKilometres();
            return new Kind(
                    reading.kind().wireName(),
                    reading.total().kilometres(),
                    reading.total().events(),
                    reading.total().controlKilometres(),
                    reading.total().controlEvents(),
                    reading.logEvidence(),
                    reading.logBound(),
                    needed.isPresent() ? needed.getAsDouble() : null,
                    reading.enough());
        }
    }
}
