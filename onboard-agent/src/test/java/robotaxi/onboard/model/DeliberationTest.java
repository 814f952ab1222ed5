package robotaxi.onboard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thought against a clock that only the graphs move. */
class DeliberationTest {
    private static final long MILLI = 1_000_000;
    private static final Vocabulary WORDS =
            new Vocabulary(List.of("<pad>", "<bos>", "<eos>", "slow", "down", "now"), 0, 1, 2, 10);
    private static final Deliberation.FlowSteps FLOW = new Deliberation.FlowSteps(4, 2, List.of(1, 2, 4));
    private static final Observation NOTHING = new Observation(
            List.of(), new float[Observation.HISTORY * 4], new float[Observation.WAYPOINTS * 2], new float[4]);

    private final TickBudget.Costs costs = new TickBudget.Costs();
    private final TimedGraphs graphs = new TimedGraphs();
    private final Deliberation deliberation = new Deliberation(graphs, WORDS, FLOW, costs, () -> graphs.now);

    /** Says "slow down now", each call for a time that is set, and stops when its end is reached. */
    private static final class TimedGraphs implements Graphs {
        private long now;
        private long seeing = 10 * MILLI;
        private long reading = 15 * MILLI;
        private long word = MILLI;
        private long step = 2 * MILLI;
        private int hangsAtWord = -1;
        private int words;
        private final List<String> calls = new ArrayList<>();

        private void spend(String what, long nanos, long endNanos) {
            calls.add(what);
            if (now + nanos > endNanos) {
                now = Math.max(now, endNanos);
                throw new StoppedException(what);
            }
            now += nanos;
        }

        @Override
        public void begin(long seed) {
            words = 0;
        }

        @Override
        public void see(Observation observation, long endNanos) {
            spend("see", seeing, endNanos);
        }

        @Override
        public Word read(Observation observation, long endNanos) {
            spend("read", reading, endNanos);
            return new Word(3, 0.9);
        }

        @Override
        public Word say(int token, long endNanos) {
            spend("say " + token, words++ == hangsAtWord ? Long.MAX_VALUE / 4 : word, endNanos);
            return new Word(token == 3 ? 4 : token == 4 ? 5 : 2, 0.9);
        }

        @Override
        public Actions act(long noiseSeed, int steps, long endNanos) {
            for (int i = 0; i < steps; i++) {
                spend("step", step, endNanos);
            }
            return new Actions(new float[Actions.STEPS], new float[Actions.STEPS]);
        }
    }

    private Plan think(Thinking thinking, long millis) {
        return deliberation.plan(NOTHING, Effort.within(thinking, graphs.now + millis * MILLI, 1));
    }

    @Test
    void aFullThoughtSaysItsWordsAndTakesAllItsSteps() {
        Plan plan = think(Thinking.FULL, 100);

        assertThat(plan.reasoning()).isEqualTo("slow down now");
        assertThat(plan.thought()).isEqualTo(new Thought(Thinking.FULL, Thinking.FULL, false, 4, 37 * MILLI));
        assertThat(graphs.calls)
                .containsExactly("see", "read", "say 3", "say 4", "say 5", "say 2", "step", "step", "step", "step");
    }

    @Test
    void aReflexEndsTheSentenceBeforeItBegins() {
        Plan plan = think(Thinking.REFLEX, 100);

        assertThat(plan.reasoning()).isEmpty();
        assertThat(plan.thought().thinking()).isEqualTo(Thinking.REFLEX);
        assertThat(graphs.calls).containsExactly("see", "read", "say 2", "step", "step");
    }

    @Test
    void wordsAreCutWhereTheStepsWouldNotFitAnyMore() {
        think(Thinking.FULL, 100);
        graphs.word = 18 * MILLI;

        Plan plan = think(Thinking.FULL, 100);

        assertThat(plan.thought().cutShort()).isTrue();
        assertThat(plan.thought().thinking()).isEqualTo(Thinking.FULL);
        assertThat(plan.thought().nanos()).isLessThanOrEqualTo(100 * MILLI);
        assertThat(plan.reasoning()).startsWith("slow").doesNotContain("now");
    }

    @Test
    void fewerStepsAreMadeWhereTimeIsShort() {
        think(Thinking.FULL, 100);
        graphs.step = 12 * MILLI;
        think(Thinking.FULL, 100);

        graphs.seeing = 35 * MILLI;
        Plan plan = think(Thinking.FULL, 100);

        assertThat(plan.thought().flowSteps()).isLessThan(4);
        assertThat(plan.thought().nanos()).isLessThanOrEqualTo(100 * MILLI);
    }

    @Test
    void aThoughtThatHangsInItsWordsEndsAsAReflexIfOneStillFits() {
        think(Thinking.REFLEX, 100);
        graphs.hangsAtWord = 1;
        graphs.reading = 8 * MILLI;
        costs.reading(8 * MILLI);
        for (int i = 0; i < 100; i++) {
            costs.reading(8 * MILLI);
        }

        Plan plan = think(Thinking.FULL, 100);

        assertThat(plan.thought().asked()).isEqualTo(Thinking.FULL);
        assertThat(plan.thought().thinking()).isEqualTo(Thinking.REFLEX);
        assertThat(plan.reasoning()).isEmpty();
        assertThat(plan.thought().nanos()).isLessThanOrEqualTo(100 * MILLI);
    }

    @Test
    void eyesThatHangLeaveNoPlanAndNoMoreTimeIsSpent() {
        graphs.seeing = 500 * MILLI;

        assertThatThrownBy(() -> think(Thinking.FULL, 100))
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("model.deadline"));
        assertThat(graphs.now).isEqualTo(40 * MILLI);
    }

    @Test
    void withoutADeadlineNothingIsCutHoweverSlowTheMachineIs() {
        graphs.word = 300 * MILLI;
        graphs.step = 300 * MILLI;

        Plan plan = deliberation.plan(NOTHING, Effort.unhurried(Thinking.FULL, graphs.now, 1, 3));

        assertThat(plan.reasoning()).isEqualTo("slow down now");
        assertThat(plan.thought().flowSteps()).isEqualTo(4);
        assertThat(plan.otherSamples()).hasSize(2);
    }
}
