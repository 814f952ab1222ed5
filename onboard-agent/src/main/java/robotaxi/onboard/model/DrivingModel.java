package robotaxi.onboard.model;

/** A model that drives. */
public interface DrivingModel {
    /**
     * Runs the model once.
     *
     * @throws ModelFaultException if the runtime failed or the input cannot be read
     */
    Plan plan(Observation observation);

    /** Release that it belongs to, "name@version". */
    String releaseId();

    /** SHA-256 of the package's manifest, hex. */
    String manifestSha256();

    /** Where it runs: TensorRT, CUDA or CPU. */
    String provider();
}
