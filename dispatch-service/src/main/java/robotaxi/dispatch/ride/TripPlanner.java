package robotaxi.dispatch.ride;

import java.util.Optional;
import robotaxi.dispatch.pricing.Tariff;
import robotaxi.dispatch.routing.Roads;

/** What a way would cost: the tariff over the sum of its legs, the same for a quote and for a change on the way. */
public final class TripPlanner {
    private final Roads roads;
    private final Tariff tariff;

    /** Over roads, at a tariff. */
    public TripPlanner(Roads roads, Tariff tariff) {
        this.roads = roads;
        this.tariff = tariff;
    }

    /**
     * A way with its price.
     *
     * @param distanceMetres length of all legs
     * @param durationSeconds expected driving time, without stops
     */
    public record Plan(Itinerary way, Tariff.Fare fare, double distanceMetres, double durationSeconds) {}

    /** Empty if no road leads from one of the places to the next. */
    public Optional<Plan> plan(Itinerary way) {
        double metres = 0;
        double seconds = 0;
        for (int i = 1; i < way.places().size(); i++) {
            Optional<Roads.Length> leg =
                    roads.measure(way.places().get(i - 1), way.places().get(i));
            if (leg.isEmpty()) {
                return Optional.empty();
            }
            metres += leg.get().distanceMetres();
            seconds += leg.get().durationSeconds();
        }
        return Optional.of(new Plan(way, tariff.fare(metres, seconds), metres, seconds));
    }
}
