package robotaxi.onboard.queue;

/** A lane that never drops is full. */
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueFullException(long bytes) {
        super("queue is full at " + bytes + " bytes");
    }
}
