package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import robotaxi.city.gate.Series.Over;
import robotaxi.city.road.Pose;

/** The figures of a rollout that come from where everybody was, by AlpaSim's rules. */
public final class Scorers {
    private final Trace trace;
    private final Lanes lanes;
    private final List<RoundedBox> ego = new ArrayList<>();

    private Scorers(Trace trace, Lanes lanes) {
        this.trace = trace;
        this.lanes = lanes;
        for (Trace.Moment moment : trace.moments()) {
            ego.add(trace.ego().at(moment.rearAxle()));
        }
    }

    /** All figures of a rollout. */
    public static List<Series> of(Trace trace, Lanes lanes) {
        Scorers scorers = new Scorers(trace, lanes);
        List<Series> all = new ArrayList<>();
        scorers.collisions(all);
        scorers.places(all);
        all.addAll(new ProgressScorers(trace).series());
        all.addAll(new PlanScorers(trace).series());
        return all;
    }

    private enum Contact {
        NONE,
        FRONT,
        REAR,
        LATERAL
    }

    private void collisions(List<Series> all) {
        Contact[] contacts = new Contact[trace.moments().size()];
        for (int i = 0; i < contacts.length; i++) {
            contacts[i] = contact(trace.moments().get(i), ego.get(i));
        }
        all.add(flags("collision_front", contacts, Contact.FRONT));
        all.add(flags("collision_rear", contacts, Contact.REAR));
        all.add(flags("collision_lateral", contacts, Contact.LATERAL));
        all.add(series("collision_any", Over.MAX, i -> contacts[i] == Contact.NONE ? 0 : 1));
    }

    /** Of several contacts at one time only the last counts. */
    private Contact contact(Trace.Moment moment, RoundedBox box) {
        Contact contact = Contact.NONE;
        for (Map.Entry<String, Pose> actor : moment.actors().entrySet()) {
            RoundedBox other = other(actor);
            if (box.overlaps(other)) {
                contact = box.frontTouchedBy(other)
                        ? Contact.FRONT
                        : box.rearTouchedBy(other) ? Contact.REAR : Contact.LATERAL;
            }
        }
        return contact;
    }

    private RoundedBox other(Map.Entry<String, Pose> actor) {
        Trace.Shape shape = trace.actors().get(actor.getKey());
        if (shape == null) {
            throw new IllegalArgumentException("The log tells no size of " + actor.getKey());
        }
        return shape.at(actor.getValue());
    }

    private Series flags(String name, Contact[] contacts, Contact wanted) {
        return series(name, Over.MAX, i -> contacts[i] == wanted ? 1 : 0);
    }

    private void places(List<Series> all) {
        all.add(series("offroad", Over.MAX, i -> lanes.offroad(ego.get(i)) ? 1 : 0));
        all.add(series("wrong_lane", Over.MAX, i -> lanes.wrongWay(ego.get(i).centre()) ? 1 : 0));
        all.add(series("min_distance_to_lane_boundary_m", Over.MIN, i -> lanes.toBoundary(ego.get(i))));
        all.add(series("min_distance_to_obstacle_m", Over.MIN, this::toObstacle));
        all.add(series(
                "eval_relevant", Over.MAX, i -> trace.moments().get(i).micros() >= trace.relevantFromMicros() ? 1 : 0));
    }

    private double toObstacle(int index) {
        double nearest = Double.NaN;
        for (Map.Entry<String, Pose> actor : trace.moments().get(index).actors().entrySet()) {
            double distance = ego.get(index).distanceTo(other(actor));
            nearest = Double.isNaN(nearest) ? distance : Math.min(nearest, distance);
        }
        return nearest;
    }

    /** A figure's value at one of the moments; NaN where it has none. */
    private interface At extends ToDoubleFunction<Integer> {}

    private Series series(String name, Over over, At value) {
        int count = trace.moments().size();
        long[] micros = new long[count];
        double[] values = new double[count];
        boolean[] valid = new boolean[count];
        for (int i = 0; i < count; i++) {
            micros[i] = trace.moments().get(i).micros();
            values[i] = value.applyAsDouble(i);
            valid[i] = !Double.isNaN(values[i]);
        }
        return new Series(name, micros, values, valid, over);
    }
}
