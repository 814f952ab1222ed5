package robotaxi.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A large body for a worker thread. The platform's own stream asks the connection for one buffer at a time, and waits for it; here some
 * are on their way while one is read, and never more than that.
 */
public final class BodyStream extends InputStream {
    private static final int FEWEST_ON_THEIR_WAY = 16;
    private static final int MOST_ON_THEIR_WAY = 256;
    private static final int BYTES_ON_THEIR_WAY = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int BYTE = 0xff;
    private static final Optional<Buffer> END = Optional.empty();

    private final HttpServerRequest request;
    private final BlockingQueue<Optional<Buffer>> arrived = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure;
    private Buffer current = Buffer.buffer();
    private int position;
    private long askedFor;
    private long taken;
    private boolean ended;
    private volatile boolean closed;

    private BodyStream(HttpServerRequest request) {
        this.request = request;
    }

    /** Of a request whose body nobody has begun to read. */
    public static BodyStream of(HttpServerRequest request) {
        var stream = new BodyStream(request);
        stream.begin();
        return stream;
    }

    private void begin() {
        if (request.isEnded()) {
            arrived.add(END);
            return;
        }
        request.handler(this::take);
        request.endHandler(_ -> arrived.add(END));
        request.exceptionHandler(this::fail);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        askedFor = FEWEST_ON_THEIR_WAY;
        fetch(FEWEST_ON_THEIR_WAY);
        if (request.response().closed()) {
            fail(new IOException("The connection is closed"));
        }
    }

    private void fetch(long buffers) {
        try {
            request.fetch(buffers);
        } catch (IllegalStateException _) {
            // Its end has come in the meantime: over HTTP/2 nothing more can be asked for then.
        }
    }

    private void take(Buffer buffer) {
        if (!closed) {
            arrived.add(Optional.of(buffer));
        }
    }

    private void fail(Throwable why) {
        failure = why;
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & BYTE;
    }

    /** As much as has come; waits only if that is nothing. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = 0;
        while (count < length && (count == 0 || position < current.length() || !arrived.isEmpty())) {
            if (position == current.length() && !next()) {
                break;
            }
            int part = Math.min(length - count, current.length() - position);
            current.getBytes(position, position + part, target, offset + count);
            position += part;
            count += part;
        }
        if (count > 0) {
            return count;
        }
        Throwable why = failure;
        if (why != null) {
            throw new IOException("The body breaks off", why);
        }
        return -1;
    }

    /** Takes the next buffer; false at the end. */
    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        Optional<Buffer> arrival = await();
        position = 0;
        current = arrival.orElseGet(Buffer::buffer);
        if (arrival.isEmpty()) {
            ended = true;
            return false;
        }
        taken++;
        askForMore();
        return true;
    }

    /** Some clients send small pieces: of those, more may be on their way. */
    private void askForMore() {
        int wanted =
                Math.clamp(BYTES_ON_THEIR_WAY / Math.max(1, current.length()), FEWEST_ON_THEIR_WAY, MOST_ON_THEIR_WAY);
        long onTheirWay = askedFor - taken;
        if (onTheirWay <= wanted / 2) {
            askedFor += wanted - onTheirWay;
            fetch(wanted - onTheirWay);
        }
    }

    private Optional<Buffer> await() throws IOException {
        try {
            Optional<Buffer> buffer = arrived.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (buffer == null) {
                request.connection().close();
                throw new IOException("No more of the body has come for " + PATIENCE.toSeconds() + " s");
            }
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Buffers that have come and are not read. */
    int waiting() {
        return arrived.size();
    }

    /** Lets what still comes go by, kept by nobody: the connection's next request waits behind it. */
    @Override
    public void close() {
        if (!closed && !ended) {
            closed = true;
            ended = true;
            arrived.clear();
            fetch(Long.MAX_VALUE);
        }
    }
}
