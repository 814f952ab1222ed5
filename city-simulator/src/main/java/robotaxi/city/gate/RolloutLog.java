package robotaxi.city.gate;

/** Hears of a rollout's steps in the order in which they happen. */
public interface RolloutLog {
    /** Nobody listens. */
    RolloutLog NONE = new RolloutLog() {
        @Override
        public void observed(EgoDriver.Observation observation) {}

        @Override
        public void decided(Trace.Decision decision) {}

        @Override
        public void committed(Trace.Moment moment) {}
    };

    /** The driver was shown this. */
    void observed(EgoDriver.Observation observation);

    /** The driver answered this. */
    void decided(Trace.Decision decision);

    /** Everybody is there now. */
    void committed(Trace.Moment moment);
}
