package robotaxi.city.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

/** All other road users. The same seed and the same fleet give the same traffic. */
public final class Traffic {
    /** Below this speed a car cannot be made to brake hard, metres a second. */
    public static final double SURPRISE_SPEED = 5;

    private static final double CLEAR_METRES = 60;
    private static final double CALL_AHEAD_METRES = 80;
    private static final double CALL_WITHIN_METRES = 60;
    private static final double CALL_CLEAR_METRES = 30;
    private static final double ONCOMING = Math.toRadians(120);

    private final RoadGraph graph;
    private final double radiusMetres;
    private final RandomGenerator chance;
    private final List<TrafficVehicle> vehicles = new ArrayList<>();
    private final List<TrafficVehicle> calls = new ArrayList<>();
    private final List<Surprise> surprises = new ArrayList<>();
    private int names;

    /** So many vehicles within a radius around the origin. */
    public Traffic(RoadGraph graph, int count, double radiusMetres, RandomGenerator chance) {
        this.graph = graph;
        this.radiusMetres = radiusMetres;
        this.chance = chance;
        for (int i = 0; i < count; i++) {
            vehicles.add(appear(List.of()));
        }
    }

    /** One step of time among the cars of the fleet. */
    public void step(double seconds, List<Body> fleet) {
        List<Body> all = new ArrayList<>(fleet);
        all.addAll(bodies());
        for (int i = 0; i < vehicles.size(); i++) {
            TrafficVehicle vehicle = vehicles.get(i);
            vehicle.step(seconds, all);
            Body body = vehicle.body();
            // A vehicle that cannot get on turns off, and another appears elsewhere: nothing stays jammed for ever.
            if (vehicle.stuck() || Math.hypot(body.centre().x(), body.centre().y()) > 2 * radiusMetres) {
                vehicles.set(i, appear(all));
            }
        }
        calls.forEach(vehicle -> vehicle.step(seconds, all));
        calls.removeIf(vehicle -> vehicle.stuck() || vehicle.callIsOver());
        surprises.replaceAll(surprise -> surprise.after(seconds));
        surprises.removeIf(Surprise::over);
    }

    private TrafficVehicle appear(List<Body> others) {
        String id = "traffic-" + names++;
        TrafficVehicle candidate = TrafficVehicle.car(id, graph, graph.anyWithin(radiusMetres, chance), chance);
        for (int tries = 0; tries < 30 && !clear(candidate.body(), others, CLEAR_METRES); tries++) {
            Road start = graph.anyWithin(radiusMetres, chance);
            candidate = TrafficVehicle.car(id, graph, start, chance);
        }
        return candidate;
    }

    private static boolean clear(Body body, List<Body> others, double metres) {
        return others.stream()
                .allMatch(other -> body.centre()
                                .distanceTo(other.centre().x(), other.centre().y())
                        > metres);
    }

    /** Everything that can be seen, in a steady order. */
    public List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        for (TrafficVehicle vehicle : vehicles) {
            bodies.add(vehicle.body());
        }
        calls.forEach(vehicle -> bodies.add(vehicle.body()));
        for (Surprise surprise : surprises) {
            bodies.add(surprise.body());
        }
        return bodies;
    }

    /**
     * An emergency vehicle comes by ahead of a car, on any road there that does not lead towards it; false if there is no such road, or each
     * is taken.
     */
    public boolean call(Pose car, List<Body> fleet) {
        Pose ahead = car.moved(CALL_AHEAD_METRES, 0, 0);
        List<Road> roads = graph.startingWithin(CALL_WITHIN_METRES, ahead).stream()
                .filter(road -> Math.abs(Pose.wrapped(road.line().at(0).heading() - car.heading())) < ONCOMING)
                .toList();
        if (roads.isEmpty()) {
            return false;
        }
        Road start = roads.get(chance.nextInt(roads.size()));
        TrafficVehicle vehicle = TrafficVehicle.onCall("emergency-" + names, graph, start, chance);
        List<Body> others = new ArrayList<>(fleet);
        others.addAll(bodies());
        if (!clear(vehicle.body(), others, CALL_CLEAR_METRES)) {
            return false;
        }
        names++;
        calls.add(vehicle);
        return true;
    }

    /** Somebody stops in the right half of a lane, as far ahead as a car at this speed needs to stop; false if its way is too short. */
    public boolean block(Path way, double speed) {
        double ahead = CarState.BUMPER_METRES + speed * speed / 3 + 10 + Body.Kind.CAR.lengthMetres() / 2;
        if (way.lengthMetres() < ahead + 2) {
            return false;
        }
        surprises.add(Surprise.DoubleParked.at("double-parked-" + names++, way.at(ahead)));
        return true;
    }

    /** Makes a car brake hard that drives along a way at a speed; refuses when it is too slow or its way too short. */
    public boolean surprise(Path way, double speed) {
        double walkerGap = Math.max(8, speed * speed / 10 + 0.6 * speed);
        double front = CarState.BUMPER_METRES;
        if (speed <= SURPRISE_SPEED || way.lengthMetres() < walkerGap + front + 2) {
            return false;
        }
        String id = "surprise-" + names++;
        double vehicleGap = 5 + 0.7 * speed;
        if (chance.nextBoolean() && way.lengthMetres() > vehicleGap + front + speed * speed / 14 + speed) {
            double middle = front + vehicleGap + Body.Kind.CAR.lengthMetres() / 2;
            surprises.add(new Surprise.BrakingVehicle(id, way, middle, speed, 0));
        } else {
            Pose place = way.at(front + walkerGap);
            surprises.add(Surprise.Walker.aboutToCross(id, place));
        }
        return true;
    }
}
