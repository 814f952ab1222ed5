package robotaxi.gateway.link.adapter;

import io.grpc.stub.ServerCallStreamObserver;
import robotaxi.contracts.link.v1.Goodbye;
import robotaxi.contracts.link.v1.OpenResponse;

/** A car's control stream: its session. Frames to the car may come from any thread. */
public final class Session {
    private final String vehicleId;
    private final long epoch;
    private final ServerCallStreamObserver<OpenResponse> out;
    private volatile long heardAtNanos;
    private volatile boolean open = true;
    private volatile boolean saidFarewell;

    Session(String vehicleId, long epoch, ServerCallStreamObserver<OpenResponse> out, long nowNanos) {
        this.vehicleId = vehicleId;
        this.epoch = epoch;
        this.out = out;
        this.heardAtNanos = nowNanos;
    }

    /** The car. */
    public String vehicleId() {
        return vehicleId;
    }

    /** Its fencing number. */
    public long epoch() {
        return epoch;
    }

    /** Sends a frame; false if the stream is gone. */
    public boolean send(OpenResponse frame) {
        synchronized (out) {
            if (!open || out.isCancelled()) {
                return false;
            }
            out.onNext(frame);
            return true;
        }
    }

    /** Ends the stream with a reason that the car understands. */
    void end(String code, int retryAfterMillis) {
        synchronized (out) {
            if (!open) {
                return;
            }
            open = false;
            if (!out.isCancelled()) {
                out.onNext(OpenResponse.newBuilder()
                        .setGoodbye(Goodbye.newBuilder().setCode(code).setRetryAfterMillis(retryAfterMillis))
                        .build());
                out.onCompleted();
            }
        }
    }

    void heard(long nowNanos) {
        heardAtNanos = nowNanos;
    }

    long silentNanos(long nowNanos) {
        return nowNanos - heardAtNanos;
    }

    void farewell() {
        saidFarewell = true;
    }

    boolean saidFarewell() {
        return saidFarewell;
    }
}
