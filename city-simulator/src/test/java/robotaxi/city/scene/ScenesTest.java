package robotaxi.city.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import robotaxi.city.fleet.Boxes;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

class ScenesTest {
    private static final int PLACES = 12;

    @ParameterizedTest(name = "{0}")
    @EnumSource(Template.class)
    void theExpertTouchesNobodyAndStaysOnTheRoad(Template template) {
        for (int seed = 1; seed <= PLACES; seed++) {
            for (int variant = 0; variant < 2; variant++) {
                Scene scene = SceneGenerator.scene(seed * 104_729, template, variant);
                assertThat(drive(scene)).as(scene.id().toString()).isEmpty();
            }
        }
    }

    /** What went wrong, or nothing. */
    private static String drive(Scene scene) {
        CarefulDriver driver = new CarefulDriver(scene);
        EgoState ego = scene.start();
        RoadLine.Spot spot = new RoadLine.Spot();
        for (int step = 0; step < 120; step++) {
            ego = ego.after(driver.act(ego, step * 0.1));
            Body car = new Body(
                    "car", Body.Kind.FLEET, ego.rearAxle().moved(CarState.CENTRE_METRES, 0, 0), ego.speed(), false);
            for (Body other : scene.bodiesAt((step + 1) * 0.1)) {
                if (Boxes.overlap(car, other)) {
                    return "touches " + other.id() + " at step " + step;
                }
            }
            scene.route().locate(ego.rearAxle().x(), ego.rearAxle().y(), spot);
            if (Math.abs(spot.leftMetres()) > Carriageway.LANE_METRES + 1) {
                return "leaves its way at step " + step;
            }
        }
        return "";
    }

    @Test
    void theSameNameIsTheSameScene() {
        Scene one = SceneGenerator.scene(new SceneId(Template.CUT_IN, 4711, 1));
        Scene again = SceneGenerator.scene(SceneId.parse(one.id().toString()).orElseThrow());
        assertThat(again.bodiesAt(5)).isEqualTo(one.bodiesAt(5));
        assertThat(SceneGenerator.scene(4711, Template.CUT_IN, 0).bodiesAt(5)).isNotEqualTo(one.bodiesAt(5));
    }

    @Test
    void aNameThatIsNoneIsNoScene() {
        assertThat(SceneId.parse("scene-nothing-00000001-v0")).isEmpty();
        assertThat(SceneId.parse("clipgt-0123")).isEmpty();
        assertThat(SceneId.parse("scene-left-turn-ffffffff-v2")).contains(new SceneId(Template.LEFT_TURN, -1, 2));
    }

    @Test
    void theSeedAloneSaysWhatASceneIsFor() {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int seed = 0; seed < 20_000; seed++) {
            counts.merge(Split.of(seed), 1, Integer::sum);
        }
        assertThat(counts.get(Split.TRAIN)).isBetween(17_700, 18_300);
        assertThat(counts.get(Split.HELD_OUT)).isBetween(880, 1120);
        assertThat(counts.get(Split.GATE)).isBetween(880, 1120);
        // fmix32(1) = 0x514e28b7 by MurmurHash3's own definition; modulo 20 that is 7.
        assertThat(Split.of(1)).isEqualTo(Split.TRAIN);
    }

    @Test
    void aSnapshotIsTheSameEveryTime() {
        Snapshot one = SnapshotMaker.of(99);
        Snapshot again = SnapshotMaker.of(99);
        assertThat(Arrays.equals(one.pixels, again.pixels)).isTrue();
        assertThat(one.actions).isEqualTo(again.actions);
        assertThat(one.history[one.history.length - 4]).isZero();
        assertThat(one.thought()).isEqualTo(again.thought());
    }

    @Test
    void everySentenceFitsAndItsWordsAreKnown() {
        List<String> words = Words.all();
        assertThat(words).hasSizeLessThanOrEqualTo(60).doesNotHaveDuplicates();
        for (Thought.Cause cause : Thought.Cause.values()) {
            Thought thought = new Thought(cause, 12);
            List<String> sentence = List.of(Words.sentence(thought).split(" ", -1));
            assertThat(sentence).hasSizeLessThanOrEqualTo(Words.LONGEST);
            byte[] encoded = Words.encode(thought);
            for (int i = 0; i < encoded.length; i++) {
                assertThat(words.get(encoded[i])).isEqualTo(i < sentence.size() ? sentence.get(i) : "<pad>");
            }
        }
    }
}
