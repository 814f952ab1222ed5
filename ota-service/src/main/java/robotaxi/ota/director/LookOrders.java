package robotaxi.ota.director;

/** Has cars look at the director at once, in the transaction under way. */
@FunctionalInterface
public interface LookOrders {
    /** Orders it of every car that runs the release. */
    void order(String releaseId);
}
