package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import robotaxi.city.scene.SceneId;
import robotaxi.city.scene.Split;
import robotaxi.city.scene.Template;

/**
 * The gate's list: for every template three scenes of {@link Split#GATE}, from which no model ever learns, and one of
 * them again in other weather and timing. It is the same for ever.
 */
public final class GateScenes {
    private static final long SEED = 20_261_123;
    private static final int PLACES = 3;

    private GateScenes() {}

    /** All scenes, template after template. */
    public static List<SceneId> list() {
        RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        List<SceneId> scenes = new ArrayList<>();
        for (Template template : Template.values()) {
            for (int i = 0; i < PLACES; i++) {
                int seed = chance.nextInt();
                while (Split.of(seed) != Split.GATE) {
                    seed = chance.nextInt();
                }
                scenes.add(new SceneId(template, seed, 0));
            }
            scenes.add(new SceneId(template, scenes.getLast().seed(), 1));
        }
        return scenes;
    }

    /** One scene of each template. */
    public static List<SceneId> few() {
        List<SceneId> all = list();
        List<SceneId> few = new ArrayList<>();
        for (int i = 0; i < all.size(); i += PLACES + 1) {
            few.add(all.get(i));
        }
        return few;
    }
}
