package robotaxi.onboard.link;

import java.util.List;
import java.util.random.RandomGenerator;

/** The gateways that a car may use, in turn from a random one on. Any thread may ask which one it is; one turns. */
public final class Gateways {
    private final List<GatewayAddress> addresses;
    private volatile int at;

    /** At least one address. */
    public Gateways(List<GatewayAddress> addresses, RandomGenerator random) {
        this.addresses = List.copyOf(addresses);
        this.at = random.nextInt(addresses.size());
    }

    /** The one to use. */
    public GatewayAddress current() {
        return addresses.get(at);
    }

    /** Turns to the next one. */
    public void next() {
        at = (at + 1) % addresses.size();
    }

    /** There is more than one. */
    public boolean hasOther() {
        return addresses.size() > 1;
    }
}
