package robotaxi.benchmarks.link;

/**
 * What a load client is told.
 *
 * @param load {@code throughput}, {@code producer}, {@code sessions}, {@code commands}, {@code
 *     commands-alone}, {@code commands-floor}, {@code flood}, {@code safety} or {@code hostile}
 * @param gatewayUrl where cars are registered
 * @param ordersUrl where orders to cars are given
 * @param root certificate that cars pin, PEM
 * @param token an operator's, to register cars with
 * @param gatewayPid process whose memory is measured
 * @param amount commands a second, records a second of a flood, frames of the hostile
 * @param warmSeconds how long the load runs before it is measured
 */
public record LoadOrder(
        String load,
        String gatewayUrl,
        String ordersUrl,
        int linkPort,
        int enrolmentPort,
        String root,
        String token,
        String bootstrapServers,
        long gatewayPid,
        int cars,
        int amount,
        int warmSeconds,
        int seconds,
        long seed) {
    /** The same load on somebody else who takes orders and links. */
    public LoadOrder at(String url, int port) {
        return new LoadOrder(
                load,
                gatewayUrl,
                url,
                port,
                enrolmentPort,
                root,
                token,
                bootstrapServers,
                gatewayPid,
                cars,
                amount,
                warmSeconds,
                seconds,
                seed);
    }
}
