package robotaxi.onboard.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One thought, from pictures to actions, in the time that it has.
 * <pre>
 *             SEE ──▶ READ ──▶ SPEAK ──▶ ACT ──▶ a plan
 *              │        │        │ │      ▲│
 *              │        │        │ └─cut──┘│ fewer steps when time is short
 *              │        │ stopped│         │
 *              │        └────┬───┘         │
 *              │             ▼             │
 *              │      READ silently ──▶ ACT│ when a reflex still fits
 *              ▼                           ▼
 *              └──────▶ no plan ◀──────────┘   the car drives its last one on
 * </pre>
 */
public final class Deliberation {
    private static final long SEED_STRIDE = 1_000_003;

    private final Graphs graphs;
    private final Vocabulary vocabulary;
    private final FlowSteps flow;
    private final TickBudget.Costs costs;
    private final LongSupplier nanos;

    /**
     * How many steps lead from noise to actions.
     *
     * @param full of a full thought
     * @param reflex of a reflex
     * @param known numbers that the model was trained for
     */
    public record FlowSteps(int full, int reflex, List<Integer> known) {
        /** Copies. */
        public FlowSteps {
            known = List.copyOf(known);
        }

        int fewest() {
            return known.stream().mapToInt(n -> n).min().orElse(reflex);
        }
    }

    /** With these graphs. */
    public Deliberation(
            Graphs graphs, Vocabulary vocabulary, FlowSteps flow, TickBudget.Costs costs, LongSupplier nanos) {
        this.graphs = graphs;
        this.vocabulary = vocabulary;
        this.flow = flow;
        this.costs = costs;
        this.nanos = nanos;
    }

    /** What was said. */
    private record Speech(Thinking thinking, List<Integer> words, double confidence, boolean cutShort) {}

    /**
     * Thinks once.
     *
     * @throws ModelFaultException "model.deadline" if there was no time for any plan
     */
    public Plan plan(Observation observation, Effort effort) {
        long began = nanos.getAsLong();
        TickBudget budget = new TickBudget(costs, effort, began);
        try {
            graphs.begin(effort.seed());
            graphs.see(observation, budget.visionEndsNanos());
            Speech speech = speak(observation, effort, budget);
            int wanted = speech.thinking() == Thinking.FULL ? flow.full() : flow.reflex();
            int steps = budget.steps(nanos.getAsLong(), flow.known(), wanted);
            List<Actions> samples = act(effort, steps, budget);
            Actions chosen = samples.getFirst();
            Thought thought = new Thought(
                    effort.thinking(), speech.thinking(), speech.cutShort(), steps, nanos.getAsLong() - began);
            return new Plan(
                    chosen.accelerations(),
                    chosen.curvatures(),
                    vocabulary.sentence(speech.words()),
                    Intent.of(chosen, observation.speed()).words(),
                    speech.confidence(),
                    thought,
                    samples.subList(1, samples.size()));
        } catch (Graphs.StoppedException e) {
            throw new ModelFaultException("model.deadline", "the time was over in " + e.getMessage(), e);
        }
    }

    private Speech speak(Observation observation, Effort effort, TickBudget budget) {
        if (effort.thinking() == Thinking.REFLEX) {
            return reflex(observation, budget.endsNanos());
        }
        try {
            return words(observation, budget);
        } catch (Graphs.StoppedException e) {
            if (!budget.allowsReflex(nanos.getAsLong(), flow.fewest())) {
                throw e;
            }
            return reflex(observation, budget.endsNanos());
        }
    }

    private Speech reflex(Observation observation, long endNanos) {
        Graphs.Word first = read(observation, endNanos);
        var _ = say(vocabulary.end(), endNanos);
        return new Speech(Thinking.REFLEX, List.of(), first.probability(), false);
    }

    private Speech words(Observation observation, TickBudget budget) {
        Graphs.Word next = read(observation, budget.languageEndsNanos());
        List<Integer> words = new ArrayList<>();
        double logConfidence = 0;
        boolean cutShort = false;
        while (next.token() != vocabulary.end() && words.size() < vocabulary.mostWords()) {
            if (!budget.allowsWord(nanos.getAsLong(), flow.fewest())) {
                cutShort = true;
                break;
            }
            words.add(next.token());
            logConfidence += Math.log(next.probability());
            next = say(next.token(), budget.languageEndsNanos());
        }
        var _ = say(vocabulary.end(), budget.languageEndsNanos());
        return new Speech(Thinking.FULL, words, words.isEmpty() ? 1 : Math.exp(logConfidence / words.size()), cutShort);
    }

    private Graphs.Word read(Observation observation, long endNanos) {
        long before = nanos.getAsLong();
        Graphs.Word first = graphs.read(observation, endNanos);
        costs.reading(nanos.getAsLong() - before);
        return first;
    }

    private Graphs.Word say(int token, long endNanos) {
        long before = nanos.getAsLong();
        Graphs.Word next = graphs.say(token, endNanos);
        costs.word(nanos.getAsLong() - before);
        return next;
    }

    private List<Actions> act(Effort effort, int steps, TickBudget budget) {
        List<Actions> samples = new ArrayList<>();
        for (int i = 0; i < effort.samples(); i++) {
            long before = nanos.getAsLong();
            samples.add(graphs.act(effort.seed() * SEED_STRIDE + i, steps, budget.endsNanos()));
            costs.step((nanos.getAsLong() - before) / Math.max(1, steps));
        }
        return samples;
    }
}
