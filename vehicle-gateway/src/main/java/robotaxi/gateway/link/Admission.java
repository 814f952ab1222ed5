package robotaxi.gateway.link;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of a lane class may be on their way to the log at once. A class that is full refuses at the door, so that its
 * burst takes neither memory nor time from another.
 */
public final class Admission {
    private final long most;
    private final AtomicLong underWay = new AtomicLong();

    /** With so many bytes at most. */
    public Admission(long most) {
        this.most = most;
    }

    /** Lets a record in, or not; the first one always. */
    public boolean enter(int bytes) {
        long after = underWay.addAndGet(bytes);
        if (after > most && after != bytes) {
            underWay.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** A record that was let in is done with. */
    public void leave(int bytes) {
        underWay.addAndGet(-bytes);
    }

    /** Bytes on their way. */
    public long underWay() {
        return underWay.get();
    }

    /** Part of what may be on its way, 0 to 1; more only where one record is larger than all of it. */
    public double fill() {
        return (double) underWay.get() / most;
    }
}
