package robotaxi.benchmarks.link;

import robotaxi.local.stack.LinkStack;

/**
 * A gateway that load clients work on.
 *
 * @param token an operator's, to register cars with
 */
public record LoadTarget(LinkStack stack, LinkStack.Gateway gateway, String token, long seed) {
    /**
     * What a client is told.
     *
     * @param amount how much of it, where the load has an amount ({@link LoadOrder})
     */
    public LoadOrder order(String load, int cars, int amount, int warmSeconds, int seconds) {
        return new LoadOrder(
                load,
                gateway.url(),
                gateway.url(),
                gateway.linkPort(),
                gateway.enrolmentPort(),
                stack.pki().root().toString(),
                token,
                stack.bootstrapServers(),
                gateway.process().pid(),
                cars,
                amount,
                warmSeconds,
                seconds,
                seed);
    }
}
