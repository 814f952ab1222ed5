package robotaxi.city.scene;

import java.util.random.RandomGenerator;
import robotaxi.city.scene.Actor.Part;
import robotaxi.city.scene.Actor.Shift;
import robotaxi.city.scene.Actor.SpeedChange;
import robotaxi.city.view.Body;

/** Adds who is to be seen and is no reason to do anything: oncoming traffic, people on the pavement, cars parked off the road. */
final class Scenery {
    private static final double JUNCTION_METRES = 30;

    private Scenery() {}

    static void add(SceneGenerator.Stage stage, Template template, RandomGenerator chance) {
        if (template != Template.LEFT_TURN) {
            oncoming(stage, chance);
        }
        roadside(stage, chance);
    }

    private static void oncoming(SceneGenerator.Stage stage, RandomGenerator chance) {
        RoadLine against = stage.road().reversed();
        for (int i = chance.nextInt(4); i > 0; i--) {
            double start = against.lengthMetres() - SceneGenerator.START_METRES - chance.nextDouble(25, 170);
            stage.actors.add(new Actor(
                    "scenery-oncoming-" + i,
                    Body.Kind.CAR,
                    Part.SCENERY,
                    against,
                    start,
                    chance.nextDouble(6, 11),
                    SpeedChange.NONE,
                    Shift.at(Carriageway.laneLeftMetres(i % Carriageway.LANES))));
        }
    }

    private static void roadside(SceneGenerator.Stage stage, RandomGenerator chance) {
        for (int i = chance.nextInt(4); i > 0; i--) {
            boolean person = chance.nextBoolean();
            boolean right = chance.nextInt(3) > 0;
            double beside = Carriageway.HALF_WIDTH_METRES + (person ? 1.2 : 1.4) + chance.nextDouble(0, 0.6);
            double along = SceneGenerator.START_METRES + chance.nextDouble(10, 120);
            double speed = person && chance.nextBoolean() ? 1.3 : 0;
            if (Math.abs(along - stage.junctionMetres - 10) < JUNCTION_METRES) {
                // There is another road, not a roadside.
                continue;
            }
            stage.actors.add(new Actor(
                    "scenery-roadside-" + i,
                    person ? Body.Kind.PEDESTRIAN : Body.Kind.CAR,
                    Part.SCENERY,
                    stage.road(),
                    along,
                    speed,
                    SpeedChange.NONE,
                    Shift.at(right ? -beside : beside)));
        }
    }
}
