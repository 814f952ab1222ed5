package robotaxi.benchmarks.least;

/**
 * What the least gateway is told.
 *
 * @param certificate server certificate with its chain, PEM
 * @param key of it
 * @param root certificate that cars' certificates come from, PEM
 * @param httpPort for callers
 * @param linkPort for cars
 * @param bootstrapServers of the broker
 * @param databaseUrl where the ledger's table may be made
 */
public record LeastOrder(
        String certificate,
        String key,
        String root,
        int httpPort,
        int linkPort,
        String bootstrapServers,
        String databaseUrl,
        String databaseUser,
        String databasePassword) {}
