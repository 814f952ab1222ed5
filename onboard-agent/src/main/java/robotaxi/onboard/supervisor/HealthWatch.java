package robotaxi.onboard.supervisor;

import java.util.Optional;

/**
 * Whether what the car senses, and the clock that it senses by, can be driven on. Times are microseconds of the sensors' clock.
 */
public final class HealthWatch {
    private static final long EGO_STALE_US = 500_000;
    private static final long BUS_STALE_US = 1_000_000;
    private static final long BLIND_US = 2_500_000;
    private static final long AHEAD_US = 200_000;
    private static final long CONTACT_US = 1_000_000;

    private long lastNowUs = Long.MIN_VALUE;
    private long contactUntilUs = Long.MIN_VALUE;

    /**
     * What has come in by now.
     *
     * @param egoUs of the newest pose
     * @param busUs of the newest report of the wires; negative if there was none
     * @param contact the wires report contact
     */
    public record Inputs(long nowUs, long egoUs, long busUs, boolean contact) {}

    /** One look; the worst of what is wrong. */
    public Optional<Fault> look(Inputs inputs) {
        boolean backwards = inputs.nowUs() < lastNowUs;
        lastNowUs = inputs.nowUs();
        if (inputs.contact()) {
            contactUntilUs = inputs.nowUs() + CONTACT_US;
        }
        long busAge = inputs.nowUs() - inputs.busUs();
        if (inputs.nowUs() < contactUntilUs) {
            return Optional.of(Fault.contact());
        }
        if (inputs.busUs() >= 0 && busAge > BLIND_US) {
            return Optional.of(Fault.blind());
        }
        if (backwards || inputs.egoUs() - inputs.nowUs() > AHEAD_US || -busAge > AHEAD_US) {
            return Optional.of(Fault.clock());
        }
        if (inputs.nowUs() - inputs.egoUs() > EGO_STALE_US) {
            return Optional.of(Fault.egomotionStale());
        }
        return inputs.busUs() < 0 || busAge > BUS_STALE_US ? Optional.of(Fault.busStale()) : Optional.empty();
    }

    /** Another world: its times have nothing to do with those before. */
    public void forget() {
        lastNowUs = Long.MIN_VALUE;
        contactUntilUs = Long.MIN_VALUE;
    }
}
