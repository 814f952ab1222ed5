package robotaxi.onboard.queue;

import java.io.IOException;

/** The disk gives back other bytes than were written. */
final class DamagedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedRecordException(long position) {
        super("no whole record at " + position);
    }
}
