package robotaxi.onboard.recorder.adapter;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import robotaxi.onboard.recorder.UploadPace;

/** Bytes that come no faster than they may go. */
final class PacedStream extends InputStream {
    private static final int STEP_BYTES = 16 << 10;

    private final byte[] bytes;
    private final UploadPace pace;
    private int position;

    PacedStream(byte[] bytes, UploadPace pace) {
        this.bytes = bytes;
        this.pace = pace;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        int count = Math.min(Math.min(length, STEP_BYTES), bytes.length - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(pace.waitNanos(count, System.nanoTime()));
        } catch (InterruptedException e) {
            // Whoever stops the car does not wait for the link: the rest goes at once, and nobody reads it.
            Thread.currentThread().interrupt();
        }
        System.arraycopy(bytes, position, to, offset, count);
        position += count;
        return count;
    }
}
