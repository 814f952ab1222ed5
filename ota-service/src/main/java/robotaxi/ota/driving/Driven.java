package robotaxi.ota.driving;

/**
 * What happened in a stratum, an hour in a market, with a release and with all others.
 *
 * @param kilometres with the release
 * @param events of one kind, with the release
 * @param controlKilometres with other releases, in the same stratum
 * @param controlEvents of that kind, with other releases
 */
public record Driven(double kilometres, long events, double controlKilometres, long controlEvents) {
    /** Both together; only for the same share of kilometres in both, or for showing. */
    public Driven plus(Driven other) {
        return new Driven(
                kilometres + other.kilometres,
                events + other.events,
                controlKilometres + other.controlKilometres,
                controlEvents + other.controlEvents);
    }
}
