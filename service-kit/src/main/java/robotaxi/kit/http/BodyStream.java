package robotaxi.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A large body for a worker thread. The platform's own stream asks the connection for one buffer at a time, and waits for it; here some
 * are on their way while one is read, and never more than that. The worker is woken for a piece that is worth it, or after a moment.
 */
public final class BodyStream extends InputStream {
    private static final int FEWEST_ON_THEIR_WAY = 16;
    private static final int MOST_ON_THEIR_WAY = 256;
    private static final int BYTES_ON_THEIR_WAY = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int BYTES_WORTH_WAKING = 128 << 10;
    private static final long MOMENT_NANOS = 200_000;
    private static final int BYTE = 0xff;

    private final HttpServerRequest request;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    // These five under the lock.
    private Deque<Buffer> arrived = new ArrayDeque<>();
    private long arrivedBytes;
    private boolean complete;
    private boolean closed;
    private @Nullable Throwable failure;
    // These the worker's alone.
    private Deque<Buffer> inHand = new ArrayDeque<>();
    private Buffer current = Buffer.buffer();
    private int position;
    private long askedFor;
    private long taken;
    private boolean ended;

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
            end(null);
            return;
        }
        request.handler(this::take);
        request.endHandler(_ -> end(null));
        request.exceptionHandler(this::end);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        askedFor = FEWEST_ON_THEIR_WAY;
        fetch(FEWEST_ON_THEIR_WAY);
        if (request.response().closed()) {
            end(new IOException("The connection is closed"));
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
        lock.lock();
        try {
            if (!closed) {
                arrived.add(buffer);
                arrivedBytes += buffer.length();
                if (arrived.size() == 1 || arrivedBytes >= BYTES_WORTH_WAKING) {
                    news.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable why) {
        lock.lock();
        try {
            if (!complete) {
                failure = why;
                complete = true;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
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
        while (count < length && (count == 0 || position < current.length() || !inHand.isEmpty())) {
            if (position == current.length() && !next()) {
                break;
            }
            int part = Math.min(length - count, current.length() - position);
            current.getBytes(position, position + part, target, offset + count);
            position += part;
            count += part;
        }
        return count > 0 ? count : -1;
    }

    /** Takes the next buffer; false at the end. */
    private boolean next() throws IOException {
        if (inHand.isEmpty() && (ended || !receive())) {
            current = Buffer.buffer();
            position = 0;
            ended = true;
            return false;
        }
        current = inHand.remove();
        position = 0;
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

    /** Takes in hand all that has arrived, and waits until that is something; false at the end. */
    private boolean receive() throws IOException {
        lock.lock();
        try {
            awaitSomething();
            for (long left = MOMENT_NANOS; left > 0 && arrivedBytes < BYTES_WORTH_WAKING && !complete; ) {
                left = news.awaitNanos(left);
            }
            if (arrived.isEmpty() && failure != null) {
                throw new IOException("The body breaks off", failure);
            }
            Deque<Buffer> empty = inHand;
            inHand = arrived;
            arrived = empty;
            arrivedBytes = 0;
            return !inHand.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void awaitSomething() throws InterruptedException, IOException {
        long left = PATIENCE.toNanos();
        while (arrived.isEmpty() && !complete) {
            if (left <= 0) {
                request.connection().close();
                throw new IOException("No more of the body has come for " + PATIENCE.toSeconds() + " s");
            }
            left = news.awaitNanos(left);
        }
    }

    /** Buffers that have come and are not read. */
    int waiting() {
        lock.lock();
        try {
            return arrived.size() + inHand.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets what still comes go by, kept by nobody: the connection's next request waits behind it. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        inHand.clear();
        lock.lock();
        try {
            closed = true;
            arrived.clear();
        } finally {
            lock.unlock();
        }
        fetch(Long.MAX_VALUE);
    }
}
