package robotaxi.dispatch.decision.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.decision.MatchTick;
import robotaxi.dispatch.decision.MatchTick.Decision;
import robotaxi.dispatch.decision.Replay;
import robotaxi.dispatch.matching.CostTerms;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.Matching;

/** Why a ride got each of its cars, the newest first. */
public record WhyJson(String rideId, List<MatchJson> matches) {
    /**
     * A car that a ride got.
     *
     * @param rideVersion of the ride with this car
     * @param by matcher or operator
     * @param cause {@code matched}, or the operator's reason
     * @param tick what the matcher decided on; absent if an operator decided, or its time of keeping is over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MatchJson(
            long rideVersion,
            String vehicleId,
            Instant at,
            String by,
            String cause,
            @Nullable TickJson tick) {}

    /**
     * What the matcher decided on.
     *
     * @param openRides rides that waited
     * @param availableCars cars that could be given a ride
     * @param leftOut how many could not, by reason
     * @param candidates the chosen car, then the next ones, cheapest first
     * @param provenOptimal no other assignment of the tick would have cost less
     * @param replay what the matcher of today makes of the same: {@code same-car}, {@code same-cost}, another car that costs as
     *     much, or {@code other-car}
     * @param roads fingerprint of the road graph
     */
    public record TickJson(
            String tickId,
            int openRides,
            int availableCars,
            Map<String, Integer> leftOut,
            List<CandidateJson> candidates,
            boolean provenOptimal,
            String replay,
            String roads) {
        static TickJson of(PostgresDecisionLog.Kept kept, String rideId) {
            MatchTick tick = kept.tick();
            Match match = tick.decisions().stream()
                    .map(Decision::match)
                    .filter(each -> each.rideId().equals(rideId))
                    .findFirst()
                    .orElseThrow();
            List<CandidateJson> candidates = new ArrayList<>();
            candidates.add(CandidateJson.of(match.vehicleId(), match.terms(), match.terms(), rideId));
            match.others()
                    .forEach(other -> candidates.add(
                            CandidateJson.of(other.vehicleId(), other.terms(), match.terms(), other.takenBy())));
            return new TickJson(
                    kept.tickId(),
                    tick.openRides(),
                    tick.availableCars(),
                    tick.leftOut(),
                    candidates,
                    tick.isProvenOptimal(),
                    replay(tick, match),
                    Integer.toHexString(tick.roads()));
        }

        private static String replay(MatchTick tick, Match match) {
            Matching again = Replay.of(tick);
            boolean isSameCar = again.matches().stream()
                    .anyMatch(other -> other.rideId().equals(match.rideId())
                            && other.vehicleId().equals(match.vehicleId()));
            if (isSameCar) {
                return "same-car";
            }
            return total(again.matches())
                            == total(tick.decisions().stream()
                                            .map(Decision::match)
                                            .toList())
                                    + again.matches().size()
                    ? "same-cost"
                    : "other-car";
        }

        private static long total(List<Match> matches) {
            return matches.stream().mapToLong(match -> match.terms().total()).sum();
        }
    }

    /**
     * A car that came into question, with what it would have cost, in seconds of a rider's waiting.
     *
     * @param approachSeconds until it is at the pick-up
     * @param emptySeconds price of its empty driving
     * @param switchSeconds price of giving the rider another car than the one told
     * @param zoneSeconds what it is worth where it is
     * @param softSeconds a wheelchair car used without need, a charge cut short
     * @param costSeconds their sum
     * @param extraSeconds what it costs more than the chosen one; below 0 where another ride got it, and the whole is better so
     * @param takenBy the ride that got it, empty if none
     */
    public record CandidateJson(
            String vehicleId,
            double approachSeconds,
            double emptySeconds,
            double switchSeconds,
            double zoneSeconds,
            double softSeconds,
            double costSeconds,
            double extraSeconds,
            String takenBy) {
        static CandidateJson of(String vehicleId, CostTerms terms, CostTerms chosen, String takenBy) {
            return new CandidateJson(
                    vehicleId,
                    seconds(terms.approachMillis()),
                    seconds(terms.emptyMillis()),
                    seconds(terms.switchMillis()),
                    seconds(terms.zoneMillis()),
                    seconds(terms.softMillis()),
                    seconds(terms.total()),
                    seconds(terms.total() - chosen.total()),
                    takenBy);
        }

        private static double seconds(long millis) {
            return millis / 1_000.0;
        }
    }
}
