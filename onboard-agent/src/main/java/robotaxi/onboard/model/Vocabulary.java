package robotaxi.onboard.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The words that a model knows.
 *
 * @param words by token
 * @param padding token of no word
 * @param begin token before the first word
 * @param end token after the last
 * @param mostWords of a sentence
 */
public record Vocabulary(List<String> words, int padding, int begin, int end, int mostWords) {
    /** Copies. */
    public Vocabulary {
        words = List.copyOf(words);
    }

    /** A sentence of these tokens. */
    public String sentence(List<Integer> tokens) {
        return tokens.stream().map(words::get).collect(Collectors.joining(" "));
    }
}
