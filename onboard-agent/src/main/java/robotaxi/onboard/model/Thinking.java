package robotaxi.onboard.model;

/** The two ways to think. */
public enum Thinking {
    /** Words first, then the actions that they lead to, in many steps. */
    FULL,
    /** No words and few steps: quick, for moments like the one before. */
    REFLEX
}
