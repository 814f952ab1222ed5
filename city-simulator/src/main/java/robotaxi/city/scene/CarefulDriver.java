package robotaxi.city.scene;

import java.util.ArrayList;
import java.util.List;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.EgoState.Action;
import robotaxi.city.scene.Thought.Cause;
import robotaxi.city.view.Body;

/**
 * The expert of the scenes: intelligent driver model along the route, pure pursuit across it, and room for whoever is
 * passed. It acts on what can be seen, and expects that everybody goes on as they do now.
 */
public final class CarefulDriver {
    /** Actions of a plan, a tenth of a second each. */
    public static final int STEPS = 64;

    private static final double ACCELERATION = 1.5;
    private static final double BRAKING = 2.5;
    private static final double HARDEST_BRAKING = 6;
    private static final double GAP_METRES = 2.5;
    private static final double EXTRA_GAP_FOR_PEOPLE = 1.5;
    private static final double LATERAL_LIMIT = 2.0;
    private static final double MAX_CURVATURE = 0.18;

    private final Scene scene;
    private final LeftTurn turn;
    private final RoadLine.Spot spot = new RoadLine.Spot();

    /** A driver of one scene. Not for use by two threads at once. */
    public CarefulDriver(Scene scene) {
        this.scene = scene;
        this.turn = new LeftTurn(scene);
    }

    /**
     * What the driver does next and why.
     *
     * @param actions a plan of {@value #STEPS} actions
     * @param thought what decides it now
     */
    public record Decision(List<Action> actions, Thought thought) {}

    /** Plans ahead from a moment. */
    public Decision decide(EgoState ego, double time) {
        List<Actor> known = known(time);
        Thought thought = thought(ego, known, time);
        List<Action> actions = new ArrayList<>(STEPS);
        EgoState car = ego;
        for (int step = 0; step < STEPS; step++) {
            Action action = act(car, known, time + step * 0.1);
            actions.add(action);
            car = car.after(action);
        }
        return new Decision(actions, thought);
    }

    /** The next action alone. */
    public Action act(EgoState ego, double time) {
        return act(ego, known(time), time);
    }

    private List<Actor> known(double time) {
        List<Actor> known = new ArrayList<>();
        for (Actor actor : scene.actors()) {
            if (actor.part() != Actor.Part.SCENERY) {
                known.add(actor.asKnownAt(time));
            }
        }
        return known;
    }

    private Action act(EgoState ego, List<Actor> known, double time) {
        double at = along(ego);
        List<Sighting> seen = seen(at, known, time);
        double wished = acceleration(ego, at, seen, known, time);
        double change = wished < -3 ? 1.2 : 0.45;
        double acceleration = Math.clamp(wished, ego.acceleration() - change, ego.acceleration() + change);
        return new Action(Math.max(acceleration, -ego.speed() / 0.1), curvature(ego, at, seen, time));
    }

    private double along(EgoState ego) {
        scene.route().locate(ego.rearAxle().x(), ego.rearAxle().y(), spot);
        return spot.alongMetres();
    }

    private List<Sighting> seen(double at, List<Actor> known, double time) {
        List<Sighting> seen = new ArrayList<>();
        for (Actor actor : known) {
            Sighting sighting = Sighting.of(scene.route(), at, actor, time, spot);
            if (sighting.gapMetres() < scene.sightMetres() && sighting.gapMetres() > -12) {
                seen.add(sighting);
            }
        }
        return seen;
    }

    private double acceleration(EgoState ego, double at, List<Sighting> seen, List<Actor> known, double time) {
        double speed = ego.speed();
        double target = Math.min(scene.speedLimit(), cornerSpeed(at));
        for (Sighting sighting : seen) {
            if (toPass(sighting)) {
                double passing = sighting.passingSpeed();
                double way = Math.max(0, sighting.gapMetres());
                target = Math.min(target, Math.sqrt(passing * passing + 2 * 1.2 * way));
            }
        }
        double acceleration = free(speed, target);
        for (Sighting sighting : seen) {
            if (toFollow(sighting, time)) {
                boolean person = sighting.actor().kind() == Body.Kind.PEDESTRIAN
                        || sighting.actor().kind() == Body.Kind.MARSHAL;
                double gap = sighting.gapMetres() - (person ? EXTRA_GAP_FOR_PEOPLE : 0);
                double ahead = person ? 0 : Math.max(0, sighting.speed());
                acceleration = Math.min(acceleration, behind(speed, gap, ahead));
            }
        }
        if (mustYield(at, speed, known, time)) {
            acceleration = Math.min(acceleration, behind(speed, turn.gapToStop(at) + GAP_METRES - 0.5, 0));
        }
        return acceleration;
    }

    private static double free(double speed, double target) {
        if (speed > target) {
            return Math.max(-3, 1.2 * (target - speed));
        }
        double ratio = speed / target;
        return ACCELERATION * (1 - ratio * ratio * ratio * ratio);
    }

    private double behind(double speed, double gap, double speedAhead) {
        double headway = scene.conditions().rain() ? 1.4 : 1.0;
        double wished = GAP_METRES
                + Math.max(0, speed * headway + speed * (speed - speedAhead) / (2 * Math.sqrt(ACCELERATION * BRAKING)));
        double ratio = wished / Math.max(gap, 0.3);
        return Math.max(-HARDEST_BRAKING, ACCELERATION * (1 - ratio * ratio));
    }

    private double cornerSpeed(double at) {
        double slowest = Double.MAX_VALUE;
        for (double ahead = 0; ahead <= 40; ahead += 2) {
            double bend = Math.abs(scene.route().curvatureAt(at + ahead));
            if (bend > 1e-4) {
                slowest = Math.min(slowest, Math.sqrt(LATERAL_LIMIT / bend + 2 * 1.3 * ahead));
            }
        }
        return slowest;
    }

    private static boolean toPass(Sighting sighting) {
        return sighting.actor().part() == Actor.Part.TO_PASS
                && sighting.gapMetres() > -sighting.actor().kind().lengthMetres() - 4
                && sighting.shiftToPass() > 0;
    }

    private static boolean toFollow(Sighting sighting, double time) {
        if (sighting.gapMetres() < -3) {
            return false;
        }
        return switch (sighting.actor().part()) {
            case LEAD, SIGNALS -> sighting.inTheWay(0.4);
            case CUTS_IN -> sighting.inTheWay(0.2) || sighting.actor().shift().moves(time);
            case CROSSES -> sighting.crosses();
            case TO_PASS, ONCOMING, SCENERY -> false;
        };
    }

    private boolean mustYield(double at, double speed, List<Actor> known, double time) {
        return scene.template() == Template.LEFT_TURN && turn.mustWait(at, speed, known, time);
    }

    /** How far left of the route the car shall be at a place, when it will be there at a time. */
    private double sideways(double along, double time, List<Sighting> seen) {
        double shift = 0;
        for (Sighting sighting : seen) {
            double wished = sighting.actor().part() == Actor.Part.TO_PASS ? sighting.shiftToPass() : 0;
            if (wished > 0) {
                double half = sighting.actor().kind().lengthMetres() / 2;
                double relative = along - sighting.actor().alongAt(time);
                double blend = 12 + 5 * wished;
                double out = Smooth.step((relative + half + 6.8 + blend) / blend);
                double back = Smooth.step((half + 3 + blend - relative) / blend);
                shift = Math.max(shift, wished * out * back);
            }
        }
        return shift;
    }

    private double curvature(EgoState ego, double at, List<Sighting> seen, double time) {
        double look = Math.clamp(0.8 * ego.speed() + 2.5, 4, 12);
        double later = time + look / Math.max(ego.speed(), 3);
        Pose aim = scene.route().at(at + look).moved(0, sideways(at + look, later, seen), 0);
        double left = ego.rearAxle().leftOf(aim.x(), aim.y());
        double distance = ego.rearAxle().distanceTo(aim.x(), aim.y());
        double wished = Math.clamp(2 * left / (distance * distance), -MAX_CURVATURE, MAX_CURVATURE);
        double change = Math.min(0.015, 1.2 / Math.max(1, ego.speed() * ego.speed()));
        return Math.clamp(wished, ego.curvature() - change, ego.curvature() + change);
    }

    private Thought thought(EgoState ego, List<Actor> known, double time) {
        double at = along(ego);
        Sighting nearest = null;
        for (Sighting sighting : seen(at, known, time)) {
            boolean counts = toFollow(sighting, time) || (toPass(sighting) && sighting.gapMetres() > -1);
            if (counts && (nearest == null || sighting.gapMetres() < nearest.gapMetres())) {
                nearest = sighting;
            }
        }
        if (nearest != null) {
            return new Thought(cause(nearest, time), Math.max(0, nearest.gapMetres()));
        }
        if (scene.template() == Template.LEFT_TURN && turn.near(at)) {
            return Thought.of(mustYield(at, ego.speed(), known, time) ? Cause.YIELD : Cause.TURN_LEFT);
        }
        return Thought.of(quiet(at));
    }

    private static Cause cause(Sighting nearest, double time) {
        Actor actor = nearest.actor();
        return switch (actor.kind()) {
            case PEDESTRIAN -> Cause.PEDESTRIAN;
            case CYCLIST -> Cause.CYCLIST;
            case SCOOTER -> Cause.SCOOTER;
            case CONE -> Cause.CONES;
            case EMERGENCY -> Cause.EMERGENCY;
            case MARSHAL -> Cause.HAND_SIGNAL;
            case CAR, FLEET -> {
                if (actor.part() == Actor.Part.TO_PASS) {
                    yield Cause.PARKED;
                }
                if (actor.shift().moves(time)) {
                    yield Cause.CUT_IN;
                }
                if (actor.speedAt(time) < 0.3) {
                    yield Cause.LEAD_STANDS;
                }
                yield actor.brakesAt(time) ? Cause.LEAD_BRAKES : Cause.LEAD;
            }
        };
    }

    private Cause quiet(double at) {
        for (double ahead = 2; ahead <= 24; ahead += 2) {
            double bend = scene.route().curvatureAt(at + ahead);
            if (Math.abs(bend) > 0.003) {
                return bend > 0 ? Cause.LEFT_CURVE : Cause.RIGHT_CURVE;
            }
        }
        return scene.conditions().rain() ? Cause.RAIN : Cause.CLEAR_ROAD;
    }
}
