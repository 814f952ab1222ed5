package robotaxi.onboard.model.adapter;

import java.util.Random;
import robotaxi.onboard.model.Graphs;
import robotaxi.onboard.model.Vocabulary;

/** Which word is said: the likeliest, or one drawn by lot. What begins a sentence or fills it up is never said. */
final class WordChoice {
    private final Vocabulary vocabulary;
    private final double temperature;

    WordChoice(Vocabulary vocabulary, double temperature) {
        this.vocabulary = vocabulary;
        this.temperature = temperature;
    }

    Graphs.Word choose(float[] logits, Random chance) {
        int best = best(logits);
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            sum += maySay(i) ? Math.exp(logits[i] - logits[best]) : 0;
        }
        int chosen = temperature > 0 ? drawn(logits, best, chance) : best;
        return new Graphs.Word(chosen, Math.exp(logits[chosen] - logits[best]) / sum);
    }

    private boolean maySay(int token) {
        return token != vocabulary.begin() && token != vocabulary.padding();
    }

    private int best(float[] logits) {
        int best = vocabulary.end();
        for (int i = logits.length - 1; i >= 0; i--) {
            if (maySay(i) && logits[i] >= logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private int drawn(float[] logits, int best, Random chance) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            sum += maySay(i) ? Math.exp((logits[i] - logits[best]) / temperature) : 0;
        }
        double left = chance.nextDouble() * sum;
        for (int i = 0; i < logits.length; i++) {
            left -= maySay(i) ? Math.exp((logits[i] - logits[best]) / temperature) : 0;
            if (left < 0 && maySay(i)) {
                return i;
            }
        }
        return best;
    }
}
