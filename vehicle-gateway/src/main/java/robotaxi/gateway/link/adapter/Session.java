package robotaxi.gateway.link.adapter;

import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.gateway.identity.VehicleCertificate;

/** A car's control stream: its session. Frames to the car may come from any thread. */
public final class Session {
    private final VehicleCertificate certificate;
    private final long epoch;
    private final long storedCommandSequence;
    private final StreamOut out;
    private final Origin origin;
    private volatile long heardAtNanos;
    private volatile boolean saidFarewell;
    private volatile int roundTripMillis;

    /**
     * Where a session came from.
     *
     * @param address IP address of the car
     * @param agentVersion as the car says
     * @param sinceMillis when it began, milliseconds since 1970
     */
    record Origin(String address, String agentVersion, long sinceMillis) {
        /** A version may be long, and is kept for as long as the session. */
        private static final int MOST_CHARACTERS = 64;

        Origin {
            agentVersion = agentVersion.substring(0, Math.min(agentVersion.length(), MOST_CHARACTERS));
        }
    }

    Session(
            VehicleCertificate certificate,
            long epoch,
            long storedCommandSequence,
            StreamOut out,
            Origin origin,
            long nowNanos) {
        this.origin = origin;
        this.certificate = certificate;
        this.epoch = epoch;
        this.storedCommandSequence = storedCommandSequence;
        this.out = out;
        this.heardAtNanos = nowNanos;
    }

    /** The car. */
    public String vehicleId() {
        return certificate.name().vehicleId();
    }

    /** Whether the car showed this certificate: it is watched over for as long as the session lasts. */
    boolean isHeldWith(VehicleCertificate shown) {
        return certificate.fingerprint().equals(shown.fingerprint());
    }

    /** Its fencing number. */
    public long epoch() {
        return epoch;
    }

    /** The newest command that the car had stored when the session began. */
    public long storedCommandSequence() {
        return storedCommandSequence;
    }

    /** Sends a frame; false if the stream is gone or the car reads too slowly. */
    public boolean send(OpenResponse frame) {
        return out.send(frame);
    }

    /** Ends the stream with a reason that the car understands. */
    void end(String code, int retryAfterMillis) {
        out.goodbye(code, retryAfterMillis);
    }

    void heard(long nowNanos) {
        heardAtNanos = nowNanos;
    }

    long silentNanos(long nowNanos) {
        return nowNanos - heardAtNanos;
    }

    long stalledNanos(long nowNanos) {
        return out.stalledNanos(nowNanos);
    }

    Origin origin() {
        return origin;
    }

    void roundTrip(int millis) {
        if (millis > 0) {
            roundTripMillis = millis;
        }
    }

    /** Of the last heartbeat as the car measured it, 0 if not known. */
    int roundTripMillis() {
        return roundTripMillis;
    }

    void farewell() {
        saidFarewell = true;
    }

    boolean saidFarewell() {
        return saidFarewell;
    }
}
