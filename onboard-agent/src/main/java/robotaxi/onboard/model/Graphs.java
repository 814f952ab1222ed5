package robotaxi.onboard.model;

/**
 * The graphs of a model that reasons, as a deliberation uses them. Each call may be stopped at its end time; then what it was working on
 * is lost, and the next thing to call is {@link #read}.
 *
 * @see Deliberation
 */
public interface Graphs {
    /** A graph was stopped because its time was over. */
    final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Names the graph. */
        public StoppedException(String graph) {
            super(graph);
        }
    }

    /** A word and how sure the model is of it. */
    record Word(int token, double probability) {}

    /** A new thought; the seed decides where words are drawn by lot. */
    void begin(long seed);

    /** Looks at the pictures. */
    void see(Observation observation, long endNanos);

    /** Reads all that comes before the first word, and answers the word that the model would say first. */
    Word read(Observation observation, long endNanos);

    /** Says a word and answers the next. */
    Word say(int token, long endNanos);

    /** Goes from noise to actions by a number of steps. */
    Actions act(long noiseSeed, int steps, long endNanos);
}
