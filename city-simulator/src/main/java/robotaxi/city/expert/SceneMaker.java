package robotaxi.city.expert;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import robotaxi.city.road.LaneWay;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.view.Body;

/** Thinks up scenes on the city's roads: a way, a car that may be off its line, and whoever is around. */
final class SceneMaker {
    private final RoadGraph graph;
    private final RandomGenerator chance;

    SceneMaker(RoadGraph graph, RandomGenerator chance) {
        this.graph = graph;
        this.chance = chance;
    }

    /** A car on a route among actors. */
    record Scene(Path route, double atMetres, Unicycle car, double acceleration, double limit, List<Actor> actors) {}

    Scene next() {
        LaneWay way = LaneWay.wander(
                graph, graph.anyWithin(Double.MAX_VALUE, chance), 200 + 60 * chance.nextDouble(), chance);
        double at = 8 + chance.nextDouble() * 60;
        double lane = way.roadAt(at).laneOffsetMetres();
        double[] shifts = {0, 0, 0, lane, lane, lane * chance.nextDouble()};
        Path line = way.path().shifted(shifts[chance.nextInt(shifts.length)], 1.5);
        double limit = way.limitAt(at);
        int kind = chance.nextInt(100);
        double end = line.lengthMetres();
        if (kind < 3) {
            end = at + 0.7 * chance.nextDouble();
        } else if (kind < 16) {
            end = at + Math.pow(chance.nextDouble(), 1.5) * 60;
        }
        Path route = end < line.lengthMetres() - 2 ? cut(line, Math.max(end, 4)) : line;
        at = Math.min(at, route.lengthMetres());
        double speed = speed(route, at, limit, kind);
        List<Actor> actors = new ArrayList<>();
        if (kind >= 16 && kind < 40) {
            actors.add(lead(line, at, speed, limit, false));
        } else if (kind < 54 && kind >= 40) {
            actors.add(lead(line, at, speed, limit, true));
        } else if (kind < 72 && kind >= 54) {
            actors.add(walker(line, at, speed));
        }
        extras(way, at, actors);
        Pose ideal = route.at(at);
        boolean careful = chance.nextInt(10) < 3;
        double off = careful ? 0.1 * chance.nextGaussian() : 2 * chance.nextDouble() - 1;
        double turned = Math.toRadians(careful ? chance.nextGaussian() : 16 * chance.nextDouble() - 8);
        int astray = chance.nextInt(100);
        if (astray < 16) {
            // A car that starts from where it was parked may have its way to the side or behind it.
            double most = astray < 6 ? Math.PI : Math.PI / 4;
            turned = most * (2 * chance.nextDouble() - 1);
            off = 2.5 * off;
            speed = Math.min(speed, astray < 6 ? 3 : 6);
        }
        double acceleration = speed < 0.1 ? 0 : Math.clamp(1.2 * chance.nextGaussian() - 0.3, -5, 2);
        return new Scene(route, at, new Unicycle(ideal.moved(0, off, turned), speed), acceleration, limit, actors);
    }

    private double speed(Path route, double at, double limit, int kind) {
        if (chance.nextInt(100) < (kind < 16 ? 25 : 14)) {
            return 0;
        }
        double top = Math.min(14, limit * 1.12);
        double corner = 1.15 * route.cornerSpeedAt(at, 2.2);
        double remaining = route.lengthMetres() - at;
        double stoppable = Math.sqrt(2 * 3.5 * Math.max(0, remaining)) + 0.3;
        return Math.min(chance.nextDouble() * top, Math.min(corner, stoppable));
    }

    private Path cut(Path line, double metres) {
        int count = Math.max(2, (int) (metres / 1.5) + 1);
        double[] xs = new double[count];
        double[] ys = new double[count];
        for (int i = 0; i < count; i++) {
            Pose pose = line.at(metres * i / (count - 1));
            xs[i] = pose.x();
            ys[i] = pose.y();
        }
        return new Path(xs, ys);
    }

    private Actor lead(Path line, double at, double speed, double limit, boolean brakes) {
        boolean stands = !brakes && chance.nextInt(3) == 0;
        double leadSpeed = stands ? 0 : Math.max(brakes ? 2 : 0.3, speed + 2.5 * chance.nextGaussian());
        // No gap so small that nobody could have got into it by driving sensibly.
        double needed = Math.max(0, speed * speed - leadSpeed * leadSpeed) / (2 * 5.5) + 0.25 * speed + 1.2;
        double gap = needed + Math.pow(chance.nextDouble(), 1.6) * 38;
        double acceleration = brakes ? -2.5 - 4.5 * chance.nextDouble() : chance.nextDouble() - 0.4;
        double goesAfter = stands ? (chance.nextInt(3) == 0 ? 1 + 4 * chance.nextDouble() : 60) : 0;
        double start = at + WayAhead.BUMPER_METRES + gap + Body.Kind.CAR.lengthMetres() / 2;
        Path sideways = line.shifted(0.25 * chance.nextGaussian(), 1.5);
        Body.Kind kind = chance.nextInt(3) == 0 ? Body.Kind.FLEET : Body.Kind.CAR;
        return new Actor(
                name(), kind, sideways, start, stands ? 0 : leadSpeed, stands ? 1.5 : acceleration, limit, goesAfter);
    }

    private Actor walker(Path line, double at, double speed) {
        double gap = speed * speed / (2 * 6.0) + 1.5 + Math.pow(chance.nextDouble(), 1.4) * 32;
        Pose there = line.at(at + WayAhead.BUMPER_METRES + gap);
        boolean fromLeft = chance.nextBoolean();
        double side = fromLeft ? 1 : -1;
        Path across = across(there, side, 7);
        double walk = 0.9 + 0.8 * chance.nextDouble();
        boolean stands = chance.nextInt(2) == 0;
        double start = stands ? 7 + 2 * chance.nextDouble() - 1 : 4 + 4 * chance.nextDouble();
        double wait = stands ? 1 + 5 * chance.nextDouble() : 0;
        return new Actor(name(), Body.Kind.PEDESTRIAN, across, start, walk, 0, walk, wait);
    }

    private static Path across(Pose there, double side, double reach) {
        Pose from = there.moved(0, side * reach, 0);
        Pose to = there.moved(0, -side * reach, 0);
        return new Path(new double[] {from.x(), to.x()}, new double[] {from.y(), to.y()});
    }

    /** People on the pavement and vehicles that come the other way: to be seen, and not to be braked for. */
    private void extras(LaneWay way, double at, List<Actor> actors) {
        double lane = way.roadAt(at).laneOffsetMetres();
        if (lane > 0 && chance.nextInt(100) < 45) {
            Path other = backwards(way.path().shifted(2 * lane, 1.5));
            for (int i = chance.nextInt(3); i >= 0; i--) {
                double ahead = 6 + 60 * chance.nextDouble();
                double start = other.lengthMetres() - at - ahead;
                double speed = chance.nextInt(4) == 0 ? 0 : 2 + 10 * chance.nextDouble();
                actors.add(new Actor(name(), Body.Kind.CAR, other, start, speed, 0, speed, 0));
            }
        }
        double kerb = way.roadAt(at).halfWidthMetres() - (lane > 0 ? lane : 0) + 0.9;
        for (int i = chance.nextInt(100) < 30 ? 1 + chance.nextInt(3) : 0; i > 0; i--) {
            double sideways = chance.nextBoolean() ? -kerb : kerb + 2 * lane;
            Path pavement = way.path().shifted(sideways, 1.5);
            double start = at + 5 + 45 * chance.nextDouble();
            double walk = chance.nextInt(3) == 0 ? 0 : 1.3;
            actors.add(new Actor(name(), Body.Kind.PEDESTRIAN, pavement, start, walk, 0, walk, 0));
        }
    }

    private static Path backwards(Path line) {
        double[] xs = new double[line.size()];
        double[] ys = new double[line.size()];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = line.x(xs.length - 1 - i);
            ys[i] = line.y(xs.length - 1 - i);
        }
        return new Path(xs, ys);
    }

    private String name() {
        return "a" + chance.nextInt(1_000_000);
    }
}
