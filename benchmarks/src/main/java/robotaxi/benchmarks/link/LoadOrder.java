package robotaxi.benchmarks.link;

/**
 * What a load client is told.
 *
 * @param load {@code throughput}, {@code producer}, {@code sessions} or {@code commands}
 * @param root certificate that cars pin, PEM
 * @param token an operator's, to register cars with
 * @param gatewayPid process whose memory is measured
 * @param warmSeconds how long the load runs before it is measured
 * @param rate commands a second, where commands are given
 */
public record LoadOrder(
        String load,
        String gatewayUrl,
        int linkPort,
        int enrolmentPort,
        String root,
        String token,
        String bootstrapServers,
        long gatewayPid,
        int cars,
        int warmSeconds,
        int seconds,
        long seed,
        int rate) {
    /** One without commands. */
    public LoadOrder(
            String load,
            String gatewayUrl,
            int linkPort,
            int enrolmentPort,
            String root,
            String token,
            String bootstrapServers,
            long gatewayPid,
            int cars,
            int warmSeconds,
            int seconds,
            long seed) {
        this(
                load,
                gatewayUrl,
                linkPort,
                enrolmentPort,
                root,
                token,
                bootstrapServers,
                gatewayPid,
                cars,
                warmSeconds,
                seconds,
                seed,
                0);
    }
}
