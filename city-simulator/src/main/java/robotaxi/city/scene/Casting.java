package robotaxi.city.scene;

import java.util.random.RandomGenerator;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Actor.Part;
import robotaxi.city.scene.Actor.Shift;
import robotaxi.city.scene.Actor.SpeedChange;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

/** Gives a scene the actors that its template is about. */
final class Casting {
    private final SceneGenerator.Stage stage;
    private final Template template;
    private final RandomGenerator chance;

    Casting(SceneGenerator.Stage stage, Template template, RandomGenerator chance) {
        this.stage = stage;
        this.template = template;
        this.chance = chance;
    }

    void cast() {
        switch (template) {
            case CLEAR, CURVE -> {}
            case FOLLOW -> follow();
            case LEAD_BRAKING -> leadBraking();
            case QUEUE -> queue();
            case PEDESTRIAN -> pedestrian();
            case CYCLIST -> rider(Body.Kind.CYCLIST, between(3, 5), between(-1.1, -0.7));
            case SCOOTER -> rider(Body.Kind.SCOOTER, between(3.5, 5.5), between(-1.0, -0.6));
            case PARKED -> parked();
            case CONSTRUCTION -> construction();
            case EMERGENCY -> emergency();
            case HAND_SIGNAL -> handSignal();
            case LEFT_TURN -> oncoming();
            case CUT_IN -> cutIn();
        }
    }

    private void follow() {
        double slower = chance.nextInt(3) == 0 ? between(-1, 1) : between(2, 4.5);
        double speed = Math.max(2.5, stage.speed - slower);
        boolean changes = chance.nextInt(3) == 0;
        double end = Math.max(1.5, speed - between(2, 4));
        SpeedChange change = changes ? new SpeedChange(between(2.5, 7), -between(1, 2), end) : SpeedChange.NONE;
        inLane(Body.Kind.CAR, Part.LEAD, between(10, 28), speed, change, 0.2);
    }

    private void leadBraking() {
        double speed = Math.max(4, stage.speed + between(-1, 0.5));
        SpeedChange change = new SpeedChange(between(2.2, 5), -between(2.5, 4), 0);
        inLane(Body.Kind.CAR, Part.LEAD, between(11, 24), speed, change, 0.2);
    }

    private void queue() {
        double gap = between(28, 70);
        int vehicles = 1 + chance.nextInt(3);
        for (int i = 0; i < vehicles; i++) {
            inLane(Body.Kind.CAR, Part.LEAD, gap + i * between(6.2, 7.5), 0, SpeedChange.NONE, 0.25);
        }
    }

    private void pedestrian() {
        double ahead = between(24, 60);
        boolean fromLeft = chance.nextInt(3) == 0;
        double walk = between(1.2, 1.8);
        double side = fromLeft ? 1 : -1;
        double kerb = Carriageway.HALF_WIDTH_METRES + 1;
        double lane = Carriageway.laneLeftMetres(stage.lane);
        double way = Math.max(fromLeft ? kerb - lane : kerb + lane, 3.2 * walk) + between(0, 1.5);
        double arrival = stage.arrival(ahead);
        double begins = arrival - Math.max(way / walk, 2.9) + between(-0.2, 0.6);
        // Who would have to begin before the scene does is on the way already.
        double ahead0 = Math.max(0, -begins) * walk;
        Pose there = stage.route.at(ahead(ahead));
        RoadLine across = RoadLine.from(there.moved(0, side * way, -side * Math.PI / 2))
                .straight(40)
                .build();
        SpeedChange change = begins > 0 ? new SpeedChange(begins, 6, walk) : SpeedChange.NONE;
        stage.actors.add(new Actor(
                "pedestrian",
                Body.Kind.PEDESTRIAN,
                Part.CROSSES,
                across,
                ahead0,
                begins > 0 ? 0 : walk,
                change,
                Shift.at(0)));
    }

    private void rider(Body.Kind kind, double speed, double left) {
        stage.actors.add(new Actor(
                kind == Body.Kind.CYCLIST ? "cyclist" : "scooter",
                kind,
                Part.TO_PASS,
                stage.route,
                ahead(between(16, 38)),
                speed,
                SpeedChange.NONE,
                Shift.at(left)));
    }

    private void parked() {
        Body.Kind kind = Body.Kind.CAR;
        stage.actors.add(standing("parked", kind, Part.TO_PASS, between(28, 70), between(-1.75, -1.3)));
    }

    private void construction() {
        double from = between(28, 60);
        double reach = between(-0.6, 0.1);
        for (int i = 0; i < 7; i++) {
            double left = Math.min(reach, -1.9 + i * 0.7);
            stage.actors.add(standing("cone-" + i, Body.Kind.CONE, Part.TO_PASS, from + i * 4, left));
        }
    }

    private void emergency() {
        stage.actors.add(standing("emergency", Body.Kind.EMERGENCY, Part.TO_PASS, between(42, 75), between(-0.5, 0.2)));
    }

    private void handSignal() {
        stage.actors.add(standing("marshal", Body.Kind.MARSHAL, Part.SIGNALS, between(28, 60), between(-0.8, 0.8)));
    }

    private Actor standing(String id, Body.Kind kind, Part part, double gap, double left) {
        return new Actor(
                id, kind, part, stage.route, ahead(gap) + kind.lengthMetres() / 2, 0, SpeedChange.NONE, Shift.at(left));
    }

    private void oncoming() {
        RoadLine against = stage.road().reversed();
        double junction = against.lengthMetres() - (stage.junctionMetres + 10);
        double arrival = (stage.junctionMetres - SceneGenerator.START_METRES) / (0.75 * stage.speed);
        double speed = between(7, 10);
        double reaches = arrival + between(-1.2, 0);
        int vehicles = 1 + chance.nextInt(2);
        for (int i = 0; i < vehicles; i++) {
            stage.actors.add(new Actor(
                    "oncoming-" + i,
                    Body.Kind.CAR,
                    Part.ONCOMING,
                    against,
                    junction - speed * reaches,
                    speed,
                    SpeedChange.NONE,
                    Shift.at(Carriageway.laneLeftMetres(chance.nextInt(2)))));
            reaches += between(1.2, 1.8);
        }
    }

    private void cutIn() {
        double speed = Math.max(3, stage.speed - between(1.5, 3.5));
        double begins = between(1.8, 3.5);
        // Close ahead when it begins, whatever the difference in speed.
        double gap = between(12, 18) + stage.driven(begins) - begins * speed;
        stage.actors.add(new Actor(
                "cutting-in",
                Body.Kind.CAR,
                Part.CUTS_IN,
                stage.route,
                ahead(gap) + Body.Kind.CAR.lengthMetres() / 2,
                speed,
                SpeedChange.NONE,
                new Shift(Carriageway.LANE_METRES, 0, begins, between(2.2, 3))));
    }

    private void inLane(Body.Kind kind, Part part, double gap, double speed, SpeedChange change, double spread) {
        stage.actors.add(new Actor(
                "lead-" + stage.actors.size(),
                kind,
                part,
                stage.route,
                ahead(gap) + kind.lengthMetres() / 2,
                speed,
                change,
                Shift.at(Math.clamp(spread * chance.nextGaussian(), -0.5, 0.5))));
    }

    private static double ahead(double gap) {
        return SceneGenerator.START_METRES + CarState.BUMPER_METRES + gap;
    }

    private double between(double low, double high) {
        return chance.nextDouble(low, high);
    }
}
