package robotaxi.onboard.model;

/** A model that drives. Its plans come one after the other: who asks meanwhile waits. */
public interface DrivingModel extends AutoCloseable {
    /**
     * Runs the model once.
     *
     * @throws ModelFaultException if the runtime failed, the input cannot be read, or the time was over
     */
    Plan plan(Observation observation, Effort effort);

    /**
     * Answers the golden vectors once more.
     *
     * @throws ModelFaultException if not as the trainer saw them
     */
    void prove();

    /** What it wants to see. */
    Eyes eyes();

    /** Whether it can think in words. */
    boolean canReason();

    /** Release that it belongs to, "name@version". */
    String releaseId();

    /** SHA-256 of the package's manifest, hex. */
    String manifestSha256();

    /** Where it runs, and why nowhere better. */
    Footing footing();

    @Override
    void close();
}
