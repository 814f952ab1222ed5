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

/** Somebody else's vehicle: wanders through the city in its lane and follows whoever is ahead. */
final class TrafficVehicle {
    private static final double LOOK_METRES = 80;
    private static final double WAY_METRES = 260;
    private static final double CENTRE_METRES = 1.35;
    private static final double STUCK_SECONDS = 8;
    private static final double[] FORESIGHT_SECONDS = {0.5, 1, 1.5, 2, 2.5, 3};
    private static final double MEETING_METRES = 4.5;

    private final String id;
    private final RoadGraph graph;
    private final RandomGenerator chance;
    private final double temper;
    private LaneWay way;
    private double atMetres;
    private double speed;
    private double acceleration;
    private double stoodSeconds;

    TrafficVehicle(String id, RoadGraph graph, Road start, RandomGenerator chance) {
        this.id = id;
        this.graph = graph;
        this.chance = chance;
        this.temper = 0.8 + 0.25 * chance.nextDouble();
        this.way = LaneWay.wander(graph, start, WAY_METRES, chance);
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
        stoodSeconds = speed < 0.2 ? stoodSeconds + seconds : 0;
    }

    /** Between two vehicles of the traffic that cross, the lower name goes first; the fleet always does. */
    private boolean givesWayToUs(Body self, Body other) {
        boolean crosses = turned(self, other) > Math.toRadians(45);
        return crosses && other.kind() == Body.Kind.CAR && id.compareTo(other.id()) < 0;
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
            Pose ours = way.path().at(atMetres + CENTRE_METRES + speed * seconds);
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
        Pose rear = before.centre().moved(-CENTRE_METRES, 0, 0);
        atMetres = way.path().project(rear.x(), rear.y(), 0, here.line().lengthMetres() + 10);
    }

    /** Has stood so long that it should turn off. */
    boolean stuck() {
        return stoodSeconds > STUCK_SECONDS;
    }

    Body body() {
        return new Body(
                id, Body.Kind.CAR, way.path().at(atMetres + CENTRE_METRES), speed, acceleration < -0.8 || speed < 0.1);
    }
}
