package robotaxi.city.scene;

import java.util.List;
import java.util.random.RandomGenerator;
import robotaxi.city.scene.Actor.Part;
import robotaxi.city.scene.Actor.Shift;
import robotaxi.city.scene.Actor.SpeedChange;

/** The same place again, with other timing, speeds, weather and grip. */
final class Variants {
    private Variants() {}

    static Scene of(Scene scene, int variant, RandomGenerator chance) {
        // One move for all: queues and cones keep their order.
        double moved = chance.nextDouble(0, 2);
        List<Actor> actors = scene.actors().stream()
                .map(actor -> varied(actor, moved, chance))
                .toList();
        Conditions conditions = SceneGenerator.conditions(chance);
        return new Scene(
                scene.seed(),
                variant,
                scene.template(),
                scene.roads(),
                scene.route(),
                scene.junctionMetres(),
                scene.start(),
                actors,
                conditions,
                scene.seconds());
    }

    private static Actor varied(Actor actor, double moved, RandomGenerator chance) {
        double factor = chance.nextDouble(0.93, 1.07);
        double later = chance.nextDouble(-0.4, 0.6);
        SpeedChange change = actor.change();
        double endSpeed = change.acceleration() > 0
                ? change.endSpeed() * factor
                : Math.min(change.endSpeed(), actor.speed() * factor);
        Shift shift = actor.shift();
        return new Actor(
                actor.id(),
                actor.kind(),
                actor.part(),
                actor.line(),
                actor.startMetres() + (actor.part() == Part.CROSSES ? -moved / 4 : moved),
                actor.speed() * factor,
                new SpeedChange(change.atSeconds() + later, change.acceleration(), endSpeed),
                new Shift(shift.fromMetres(), shift.toMetres(), shift.atSeconds() + later, shift.seconds()));
    }
}
