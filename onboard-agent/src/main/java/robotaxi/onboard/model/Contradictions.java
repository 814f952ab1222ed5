package robotaxi.onboard.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a model's words against its own actions, and against what tracking sees. */
public final class Contradictions {
    private static final Set<String> SLOWING =
            Set.of("stop", "stopping", "brake", "braking", "slow", "slowing", "yield", "wait");
    private static final Set<String> ON_FOOT = Set.of("pedestrian", "person", "child", "worker");
    private static final Set<String> VEHICLES =
            Set.of("vehicle", "car", "lead", "truck", "scooter", "cyclist", "ambulance", "traffic");
    private static final Set<String> STEERING = Set.of("turn", "turning", "steer", "swerve", "keep");
    private static final double MOVING = 1.5;
    private static final double SPEEDS_UP = 0.3;
    private static final double TURNS_RADIANS = 0.12;
    private static final int LOOKED_AT = 30;
    private static final double SEEN_AHEAD_METRES = 80;
    private static final double SEEN_ASIDE_METRES = 25;

    private Contradictions() {}

    /**
     * Something that tracking follows, seen from the car.
     *
     * @param kind car, pedestrian, emergency-vehicle or unknown
     */
    public record Sighting(String kind, double aheadMetres, double leftMetres) {
        private boolean isAhead() {
            return aheadMetres > -2 && aheadMetres < SEEN_AHEAD_METRES && Math.abs(leftMetres) < SEEN_ASIDE_METRES;
        }
    }

    /** What does not fit. */
    public record Contradiction(String code, String detail) {}

    /**
     * All that does not fit.
     *
     * @param tracked what tracking sees; empty where there is no tracking
     */
    public static List<Contradiction> in(Plan plan, double speed, Optional<List<Sighting>> tracked) {
        List<Contradiction> found = new ArrayList<>();
        if (plan.reasoning().isEmpty()) {
            return found;
        }
        List<String> words = List.of(plan.reasoning().split("\\W+"));
        pace(words, plan, speed).ifPresent(found::add);
        course(words, plan, speed).ifPresent(found::add);
        tracked.flatMap(seen -> world(words, seen)).ifPresent(found::add);
        return found;
    }

    private static Optional<Contradiction> pace(List<String> words, Plan plan, double speed) {
        boolean saysSlower = words.stream().limit(3).anyMatch(SLOWING::contains);
        double sum = 0;
        for (int k = 0; k < LOOKED_AT; k++) {
            sum += plan.accelerations()[k];
        }
        double mean = sum / LOOKED_AT;
        return saysSlower && speed > MOVING && mean > SPEEDS_UP
                ? Optional.of(new Contradiction(
                        "reasoning.pace", "says \"%s\" and speeds up by %.1f m/s2".formatted(plan.reasoning(), mean)))
                : Optional.empty();
    }

    private static Optional<Contradiction> course(List<String> words, Plan plan, double speed) {
        double turned = plan.actions().after(LOOKED_AT, speed).yaw();
        boolean wrong =
                (says(words, "left") && turned < -TURNS_RADIANS) || (says(words, "right") && turned > TURNS_RADIANS);
        if (wrong) {
            return Optional.of(new Contradiction(
                    "reasoning.course",
                    "says \"%s\" and turns by %.0f degrees to the other side"
                            .formatted(plan.reasoning(), Math.toDegrees(Math.abs(turned)))));
        }
        return Optional.empty();
    }

    /** Whether the car itself is to go to that side: what comes from there is another matter. */
    private static boolean says(List<String> words, String side) {
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean goes = STEERING.contains(words.get(i)) && words.get(i + 1).equals(side);
            boolean bends = words.get(i).equals(side) && words.get(i + 1).equals("curve");
            if (goes || bends) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Contradiction> world(List<String> words, List<Sighting> tracked) {
        boolean someone = tracked.stream()
                .filter(Sighting::isAhead)
                .anyMatch(
                        seen -> seen.kind().equals("pedestrian") || seen.kind().equals("unknown"));
        boolean anything = tracked.stream().anyMatch(Sighting::isAhead);
        if (!someone && words.stream().anyMatch(ON_FOOT::contains)) {
            return Optional.of(
                    new Contradiction("reasoning.world", "names somebody on foot whom tracking does not see"));
        }
        if (!anything && words.stream().anyMatch(VEHICLES::contains)) {
            return Optional.of(new Contradiction("reasoning.world", "names a vehicle that tracking does not see"));
        }
        return Optional.empty();
    }
}
