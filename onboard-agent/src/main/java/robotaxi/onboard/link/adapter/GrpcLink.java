package robotaxi.onboard.link.adapter;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.onboard.link.Backoff;

/**
 * Keeps the car connected to its gateway: a control stream, and within its session a bulk stream. When control breaks both are made
 * anew after a while; when bulk breaks, bulk alone.
 */
public final class GrpcLink implements AutoCloseable, LinkStream.Events {
    private static final System.Logger LOG = System.getLogger(GrpcLink.class.getName());
    private static final int SILENT_AFTER_HEARTBEATS = 4;
    private static final long REVOKED_WAIT_MILLIS = 60_000;

    private final Address address;
    private final Supplier<SslContext> tls;
    private final LinkPeer peer;
    private final Outbox outbox;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timers;
    private final Backoff backoff;
    private final ExecutorService serial;
    private @Nullable LinkStream control;
    private @Nullable LinkStream bulk;
    private @Nullable Future<?> heart;
    private long sessionEpoch;
    private long heartbeatMillis = 3000;
    private boolean closed;

    /** Where the gateway is. */
    public record Address(String host, int port) {}

    /**
     * Sets the link up; nothing is opened before {@link #start}.
     *
     * @param tls asked for each connection: the car's certificate changes
     */
    public GrpcLink(
            Address address,
            Supplier<SslContext> tls,
            LinkPeer peer,
            Outbox outbox,
            InstantSource clock,
            LongSupplier nanos,
            ScheduledExecutorService timers,
            RandomGenerator random) {
        this.address = address;
        this.tls = tls;
        this.peer = peer;
        this.outbox = outbox;
        this.clock = clock;
        this.nanos = nanos;
        this.timers = timers;
        this.backoff = new Backoff(random);
        this.serial = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("link-" + peer.vehicleId()).factory());
    }

    /** Begins to connect, and stays connected from then on. */
    public void start() {
        outbox.onAppend(() -> run(this::pump));
        run(this::connect);
    }

    /** Opens both streams anew, as after a renewal; what is not acknowledged is sent again, in order. */
    public void reconnect(String reason) {
        run(() -> {
            // Without a control stream the next attempt is on its way already.
            if (control != null) {
                again(reason, 0);
            }
        });
    }

    private void run(Runnable task) {
        try {
            serial.execute(task);
        } catch (RejectedExecutionException e) {
            // The link is closing: what is in the queues stays there for the next start.
            LOG.log(Level.DEBUG, "Link is closing");
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        LinkStream stream =
                stream(StreamKind.STREAM_KIND_CONTROL, List.of(Lane.LANE_SAFETY, Lane.LANE_COMMAND, Lane.LANE_EVENT));
        control = stream;
        stream.open(hello(StreamKind.STREAM_KIND_CONTROL, 0));
    }

    private LinkStream stream(StreamKind kind, List<Lane> lanes) {
        return new LinkStream(kind, lanes, channel(), this::run, outbox, this);
    }

    /** A new connection to the gateway; whoever asks for it ends it. */
    public ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(address.host(), address.port())
                .sslContext(tls.get())
                .maxInboundMessageSize(16 * 1024 * 1024)
                .build();
    }

    private Hello hello(StreamKind kind, long session) {
        return Hello.newBuilder()
                .setStream(kind)
                .setBootEpoch(outbox.bootEpoch())
                .setSessionEpoch(session)
                .setWallClock(Outbox.timestamp(clock.instant()))
                .setAgentVersion(agentVersion())
                .setReleaseId(peer.releaseId())
                .addAllLanes(outbox.states())
                .setLastCommandSequence(peer.lastCommandSequence())
                .build();
    }

    /** Version of this program. */
    public static String agentVersion() {
        String version = GrpcLink.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public void welcomed(LinkStream stream, Welcome welcome, long nowNanos) {
        backoff.reset();
        if (stream.kind() == StreamKind.STREAM_KIND_BULK) {
            return;
        }
        sessionEpoch = welcome.getSessionEpoch();
        heartbeatMillis = Math.max(500, welcome.getHeartbeatIntervalMillis());
        LOG.log(Level.INFO, () -> "Link is up vehicleId=" + peer.vehicleId() + " sessionEpoch=" + sessionEpoch);
        heart = timers.scheduleAtFixedRate(
                () -> run(this::beat), heartbeatMillis, heartbeatMillis, TimeUnit.MILLISECONDS);
        openBulk();
    }

    private void openBulk() {
        LinkStream second = stream(StreamKind.STREAM_KIND_BULK, List.of(Lane.LANE_TELEMETRY));
        bulk = second;
        second.open(hello(StreamKind.STREAM_KIND_BULK, sessionEpoch));
    }

    @Override
    public void frame(LinkStream stream, OpenResponse frame) {
        switch (frame.getFrameCase()) {
            case COMMAND -> peer.order(frame.getCommand());
            case GOODBYE -> {
                String code = frame.getGoodbye().getCode();
                long wait = code.equals("revoked")
                        ? REVOKED_WAIT_MILLIS
                        : Math.max(backoff.nextMillis(), frame.getGoodbye().getRetryAfterMillis());
                again(code, wait);
            }
            case NACK ->
                LOG.log(
                        Level.WARNING,
                        () -> "Gateway refused a record vehicleId=" + peer.vehicleId() + " lane="
                                + frame.getNack().getLane() + " sequence="
                                + frame.getNack().getSequence() + " code="
                                + frame.getNack().getCode());
            default -> {}
        }
    }

    @Override
    public void retry(LinkStream stream, Nack nack) {
        var _ = timers.schedule(
                () -> run(() -> stream.rewind(nack)), nack.getRetryAfterMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void ended(LinkStream stream, String reason) {
        if (stream == control) {
            again(reason, backoff.nextMillis());
        } else if (stream == bulk) {
            // Telemetry can wait: what must not wait still has its own connection.
            long session = sessionEpoch;
            bulk = null;
            var _ = timers.schedule(
                    () -> run(() -> {
                        if (control != null && bulk == null && session == sessionEpoch && !closed) {
                            openBulk();
                        }
                    }),
                    backoff.nextMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void again(String reason, long waitMillis) {
        LOG.log(
                Level.INFO,
                () -> "Link is down vehicleId=" + peer.vehicleId() + " retryMillis=" + waitMillis + " reason="
                        + reason);
        dropStreams();
        if (!closed) {
            var _ = timers.schedule(() -> run(this::connect), waitMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void dropStreams() {
        if (heart != null) {
            heart.cancel(false);
        }
        if (control != null) {
            control.drop();
        }
        if (bulk != null) {
            bulk.drop();
        }
        control = null;
        bulk = null;
    }

    private void beat() {
        if (control == null) {
            return;
        }
        control.beat();
        if (bulk != null) {
            bulk.beat();
        }
        long limit = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis * SILENT_AFTER_HEARTBEATS);
        if (control.isSilent(nowNanos(), limit)) {
            again("the gateway is silent", backoff.nextMillis());
        }
    }

    private void pump() {
        if (control != null) {
            control.pump();
        }
        if (bulk != null) {
            bulk.pump();
        }
    }

    @Override
    public long nowNanos() {
        return nanos.getAsLong();
    }

    @Override
    public void close() {
        run(() -> {
            closed = true;
            if (heart != null) {
                heart.cancel(false);
            }
            if (bulk != null) {
                bulk.farewell("agent stops");
            }
            if (control != null) {
                control.farewell("agent stops");
            }
        });
        serial.close();
    }
}
