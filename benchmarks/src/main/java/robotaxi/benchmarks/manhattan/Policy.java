package robotaxi.benchmarks.manhattan;

/** Who decides in the world, once a step. It sees what a fleet's operator sees: the past, and what is open. */
public interface Policy {
    /** Gives its orders for this step. */
    void decide(World world);
}
