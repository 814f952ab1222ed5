package robotaxi.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.riderrace.Races;

/**
 * Riders and an update want the same car at once, and messages are late. The deciding code of dispatch, of the update service and of the car
 * is their own; a witness that knows none of their rules counts activations with a rider aboard or on the way.
 */
public final class RiderRace implements Benchmark {
    private static final int RACES = 1_000_000;
    private static final int QUICK_RACES = 20_000;
    private static final int BLIND_RACES = 2_000;

    /** Found by its name. */
    public RiderRace() {}

    @Override
    public String summary() {
        return "dispatch against update for one car: activations with a rider aboard or on the way";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("races");
    }

    @Override
    public Outcome run(Setting setting) {
        // With holds forgotten the witness must see what it is there to see.
        Races.Result blind = Races.run(BLIND_RACES, setting.seed(), false);
        setting.tell().accept("without holds: " + blind);
        Races.Result result =
                Races.run(setting.size("races", setting.quick() ? QUICK_RACES : RACES), setting.seed(), true);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("races", result.races());
        metrics.put("activations_with_rider", result.activationsWithRider());
        metrics.put("activations", result.activations());
        metrics.put("rides", result.rides());
        metrics.put("seen_without_holds", blind.activationsWithRider());
        return new Outcome(
                metrics,
                result.activationsWithRider() == 0 && result.activations() > 0 && blind.activationsWithRider() > 0);
    }
}
