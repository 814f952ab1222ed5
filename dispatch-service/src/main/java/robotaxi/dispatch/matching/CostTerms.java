package robotaxi.dispatch.matching;

/**
 * What a pair of ride and car costs, term by term, in milliseconds of waiting; none is below 0.
 *
 * @param approachMillis until the car is at the pick-up, its ready time included
 * @param emptyMillis price of the empty driving
 * @param switchMillis price of taking the rider another car than the one told
 * @param zoneMillis what the car is worth where it is
 * @param softMillis a wheelchair car used without need, a charge cut short
 */
public record CostTerms(int approachMillis, int emptyMillis, int switchMillis, int zoneMillis, int softMillis) {
    /** Their sum. */
    public long total() {
        return (long) approachMillis + emptyMillis + switchMillis + zoneMillis + softMillis;
    }
}
