package robotaxi.city.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import robotaxi.city.expert.Expert;
import robotaxi.city.expert.WayAhead;
import robotaxi.city.road.LaneWay;
import robotaxi.city.road.Pose;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.view.Body;

/**
 * Somebody else's vehicle: wanders through the city in its lane and follows whoever is ahead. One with blue lights is in a hurry, goes first where
 * vehicles of the traffic cross, and leaves after {@value #CALL_SECONDS} s.
 */
final class TrafficVehicle {
    private static final double LOOK_METRES = 80;
    private static final double WAY_METRES = 260;
    private static final double CENTRE_METRES = 1.35;
    private static final double STUCK_SECONDS = 8;
    private static final double CALL_SECONDS = 90;
    private static final double HURRY = 1.2;
    private static final double FLASHES_PER_SECOND = 2;
    private static final double[] FORESIGHT_SECONDS = {0.5, 1, 1.5, 2, 2.5, 3};
    private static final double MEETING_METRES = 4.5;

    private final String id;
    private final Body.Kind kind;
    private final RoadGraph graph;
    private final RandomGenerator chance;
    private final double temper;
    private final double centreMetres;
    private LaneWay way;
    private double atMetres;
    private double speed;
    private double acceleration;
    private double stoodSeconds;
    private double ageSeconds;

    private TrafficVehicle(
            String id, Body.Kind kind, double temper, RoadGraph graph, Road start, RandomGenerator chance) {
        this.id = id;
        this.kind = kind;
        this.graph = graph;
        this.chance = chance;
        this.temper = temper;
        // Whatever its length, its front is where a car's is.
        this.centreMetres = CENTRE_METRES - (kind.lengthMetres() - Body.Kind.CAR.lengthMetres()) / 2;
        this.way = LaneWay.wander(graph, start, WAY_METRES, chance);
    }

    static TrafficVehicle car(String id, RoadGraph graph, Road start, RandomGenerator chance) {
        return new TrafficVehicle(id, Body.Kind.CAR, 0.8 + 0.25 * chance.nextDouble(), graph, start, chance);
    }

    /** With its blue lights on. */
    static TrafficVehicle onCall(String id, RoadGraph graph, Road start, RandomGenerator chance) {
        return new TrafficVehicle(id, Body.Kind.EMERGENCY, HURRY, graph, start, chance);
    }

    /** One step of time among the others, itself included. */
    void step(double seconds, List<Body> others) {
        if (way.path().lengthMetres() - atMetres < LOOK_METRES) {
            extend();
        }
        Body self = body();
        List<Body> relevant = new ArrayList<>();
        for (Body other : others) {
            if (!other.id().equals(id)
                    && self.centre()
                                    .distanceTo(
                                            other.centre().x(), other.centre().y())
                            < LOOK_METRES
                    && !givesWayToUs(self, other)) {
                relevant.add(other.kind() == Body.Kind.FLEET ? whereWeMeet(self, other) : other);
            }
        }
        double limit = way.limitAt(atMetres) * temper;
        acceleration = Expert.speed(
                        way.path(), atMetres, speed, limit, WayAhead.nearest(way.path(), atMetres, relevant))
                .acceleration();
        double next = Math.max(0, speed + acceleration * seconds);
        atMetres += (speed + next) / 2 * seconds;
        speed = next;
        ageSeconds += seconds;
        stoodSeconds = speed < 0.2 ? stoodSeconds + seconds : 0;
    }

    /** Between two vehicles of the traffic that cross, blue lights go first, then the lower name; the fleet always does. */
    private boolean givesWayToUs(Body self, Body other) {
        if (turned(self, other) <= Math.toRadians(45)) {
            return false;
        }
        return switch (other.kind()) {
            case CAR -> kind == Body.Kind.EMERGENCY || id.compareTo(other.id()) < 0;
            case EMERGENCY -> kind == Body.Kind.EMERGENCY && id.compareTo(other.id()) < 0;
            case FLEET, PEDESTRIAN, CYCLIST, SCOOTER, CONE, MARSHAL -> false;
        };
    }

    /** By how much they head in different directions. */
    private static double turned(Body self, Body other) {
        return Math.abs(Pose.wrapped(other.centre().heading() - self.centre().heading()));
    }

    /** A car of the fleet that crosses our way just when we are there is waited for there; any other is where it is. */
    private Body whereWeMeet(Body self, Body other) {
        double turned = turned(self, other);
        if (turned < Math.toRadians(30) || turned > Math.toRadians(150)) {
            return other;
        }
        for (double seconds : FORESIGHT_SECONDS) {
            Pose ours = way.path().at(atMetres + centreMetres + speed * seconds);
            Pose theirs = other.after(seconds).centre();
            if (ours.distanceTo(theirs.x(), theirs.y()) < MEETING_METRES) {
                return new Body(other.id(), other.kind(), theirs, 0, true);
            }
        }
        return other;
    }

    private void extend() {
        Body before = body();
        Road here = way.roadAt(atMetres);
        way = LaneWay.wander(graph, here, WAY_METRES + here.line().lengthMetres(), chance);
        Pose rear = before.centre().moved(-centreMetres, 0, 0);
        atMetres = way.path().project(rear.x(), rear.y(), 0, here.line().lengthMetres() + 10);
    }

    /** Has stood so long that it should turn off. */
    boolean stuck() {
        return stoodSeconds > STUCK_SECONDS;
    }

    /** It is where it was called to; only with blue lights. */
    boolean callIsOver() {
        return kind == Body.Kind.EMERGENCY && ageSeconds > CALL_SECONDS;
    }

    Body body() {
        boolean lit = kind == Body.Kind.EMERGENCY
                ? Math.floor(ageSeconds * 2 * FLASHES_PER_SECOND) % 2 == 0
                : acceleration < -0.8 || speed < 0.1;
        return new Body(id, kind, way.path().at(atMetres + centreMetres), speed, lit);
    }
}
