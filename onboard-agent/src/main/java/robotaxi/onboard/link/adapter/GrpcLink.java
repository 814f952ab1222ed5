package robotaxi.onboard.link.adapter;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.link.v1.Goodbye;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.onboard.link.Backoff;
import robotaxi.onboard.link.GatewayAddress;
import robotaxi.onboard.link.Gateways;
import robotaxi.onboard.link.LinkQuality;

/**
 * Keeps the car connected to a gateway: a control stream, and within its session a bulk stream. When control breaks both are made
 * anew after a while; when bulk breaks, bulk alone. An attempt that fails, and a gateway that goes silent or drains, send the car
 * to the next gateway on its list.
 */
public final class GrpcLink implements AutoCloseable, LinkStream.Events {
    private static final System.Logger LOG = System.getLogger(GrpcLink.class.getName());
    /** Three heartbeats missed, told apart at the fourth beat: 12 s at the usual 3 s. */
    private static final double SILENT_AFTER_HEARTBEATS = 3.5;

    /** Another gateway may do what this one cannot. */
    private static final Set<String> LEAVES = Set.of("drain", "full");

    private static final long WELCOME_PATIENCE_MILLIS = 10_000;
    private static final long REVOKED_WAIT_MILLIS = 60_000;

    /** As at the gateway: it does not grow. */
    private static final int WINDOW_BYTES = 1024 * 1024;

    /** Keeps what was handed to the kernel small: nothing overtakes it there. */
    private static final int CONTROL_SEND_BUFFER_BYTES = 128 * 1024;

    private final Gateways gateways;
    private final Supplier<SslContext> tls;
    private final LinkPeer peer;
    private final Outbox outbox;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timers;
    private final Backoff backoff;
    private final ExecutorService serial;
    private final AtomicLong reconnects = new AtomicLong();
    private final AtomicLong roundTripNanos = new AtomicLong();
    private final AtomicLong worstRoundTripNanos = new AtomicLong();
    private @Nullable LinkStream control;
    private @Nullable LinkStream bulk;
    private @Nullable Future<?> heart;
    private @Nullable Future<?> reporter;
    private long sessionEpoch;
    private long heartbeatMillis = 3000;
    private boolean closed;

    /**
     * Sets the link up; nothing is opened before {@link #start}.
     *
     * @param addresses the gateways; any of them will do
     * @param tls asked for each connection: the car's certificate changes
     */
    public GrpcLink(
            List<GatewayAddress> addresses,
            Supplier<SslContext> tls,
            LinkPeer peer,
            Outbox outbox,
            InstantSource clock,
            LongSupplier nanos,
            ScheduledExecutorService timers,
            RandomGenerator random) {
        this.gateways = new Gateways(addresses, random);
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
        reporter = timers.scheduleAtFixedRate(this::report, 1, 1, TimeUnit.MINUTES);
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
            serial.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    fault(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // The link is closing: what is in the queues stays there for the next start.
            LOG.log(Level.DEBUG, "Link is closing");
        }
    }

    // A disk that cannot be read, for one. The link begins anew rather than stand still.
    private void fault(RuntimeException e) {
        LOG.log(Level.ERROR, () -> "Link stumbled vehicleId=" + peer.vehicleId(), e);
        again("fault", backoff.nextMillis());
    }

    private void connect() {
        if (closed || control != null) {
            return;
        }
        LinkStream stream = stream(StreamKind.STREAM_KIND_CONTROL, Outbox.CONTROL_LANES);
        control = stream;
        stream.open(hello(StreamKind.STREAM_KIND_CONTROL, 0));
        var _ = timers.schedule(
                () -> run(() -> {
                    if (!stream.isWelcome()) {
                        stream.end("no welcome");
                    }
                }),
                WELCOME_PATIENCE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private LinkStream stream(StreamKind kind, List<Lane> lanes) {
        NettyChannelBuilder channel = connection();
        if (kind == StreamKind.STREAM_KIND_CONTROL) {
            channel.withOption(ChannelOption.SO_SNDBUF, CONTROL_SEND_BUFFER_BYTES);
        }
        return new LinkStream(kind, lanes, channel.build(), this::run, outbox, this);
    }

    /** A new connection to the gateway in use; whoever asks for it ends it. */
    public ManagedChannel channel() {
        return connection().build();
    }

    private NettyChannelBuilder connection() {
        GatewayAddress gateway = gateways.current();
        return NettyChannelBuilder.forAddress(gateway.host(), gateway.port())
                .sslContext(tls.get())
                .flowControlWindow(WINDOW_BYTES)
                .maxInboundMessageSize(16 * 1024 * 1024);
    }

    private Hello hello(StreamKind kind, long session) {
        return Hello.newBuilder()
                .setStream(kind)
                .setBootEpoch(outbox.bootEpoch())
                .setSessionEpoch(session)
                .setWallClock(ProtoTime.of(clock.instant()))
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
        LinkStream second = stream(StreamKind.STREAM_KIND_BULK, Outbox.BULK_LANES);
        bulk = second;
        second.open(hello(StreamKind.STREAM_KIND_BULK, sessionEpoch));
    }

    @Override
    public void frame(LinkStream stream, OpenResponse frame) {
        if (frame.hasCommand()) {
            peer.order(frame.getCommand());
        } else if (frame.hasGoodbye() && stream == control) {
            goodbye(frame.getGoodbye());
        } else if (frame.hasGoodbye()) {
            stream.end(frame.getGoodbye().getCode());
        }
    }

    private void goodbye(Goodbye goodbye) {
        long named = goodbye.getRetryAfterMillis();
        boolean leaves = LEAVES.contains(goodbye.getCode()) && gateways.hasOther();
        long wait;
        if (leaves) {
            // The gateway that drains spreads its cars by the times that it names.
            gateways.next();
            wait = named;
        } else if (goodbye.getCode().equals("revoked")) {
            wait = backoff.afterMillis(Math.max(named, REVOKED_WAIT_MILLIS));
        } else {
            wait = named > 0 ? backoff.afterMillis(named) : backoff.nextMillis();
        }
        again(goodbye.getCode(), wait);
    }

    @Override
    public void refused(LinkStream stream, Nack nack) {
        LOG.log(
                Level.WARNING,
                () -> "Gateway refused a record vehicleId=" + peer.vehicleId() + " lane=" + nack.getLane()
                        + " sequence=" + nack.getSequence() + " code=" + nack.getCode());
    }

    @Override
    public void retry(LinkStream stream, Nack nack) {
        var _ = timers.schedule(
                () -> run(() -> stream.release(nack.getLane())), nack.getRetryAfterMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void ended(LinkStream stream, String reason) {
        if (stream == control) {
            if (!stream.isWelcome()) {
                gateways.next();
            }
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
            reconnects.incrementAndGet();
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
        long limit = (long) (TimeUnit.MILLISECONDS.toNanos(heartbeatMillis) * SILENT_AFTER_HEARTBEATS);
        if (control.isSilent(nowNanos(), limit)) {
            gateways.next();
            again("the gateway is silent", backoff.nextMillis());
        } else if (bulk != null && bulk.isSilent(nowNanos(), limit)) {
            bulk.end("the gateway is silent");
        }
    }

    private void pump() {
        // While control waits for the network, bulk does not take its share of it.
        if (control != null && control.pump() && bulk != null) {
            bulk.pump();
        }
    }

    @Override
    public void mayPump() {
        pump();
    }

    @Override
    public void roundTrip(long nanos) {
        roundTripNanos.set(nanos);
        worstRoundTripNanos.accumulateAndGet(nanos, Math::max);
    }

    private void report() {
        LinkQuality quality = quality();
        worstRoundTripNanos.set(0);
        LOG.log(Level.INFO, () -> "Link quality vehicleId=" + peer.vehicleId() + " " + quality.fields());
    }

    /** How the link does. */
    public LinkQuality quality() {
        return new LinkQuality(
                TimeUnit.NANOSECONDS.toMillis(roundTripNanos.get()),
                TimeUnit.NANOSECONDS.toMillis(worstRoundTripNanos.get()),
                reconnects.get(),
                outbox.fills());
    }

    @Override
    public long nowNanos() {
        return nanos.getAsLong();
    }

    @Override
    public void close() {
        run(() -> {
            closed = true;
            if (reporter != null) {
                reporter.cancel(false);
            }
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
