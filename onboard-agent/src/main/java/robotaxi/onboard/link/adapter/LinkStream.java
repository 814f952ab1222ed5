package robotaxi.onboard.link.adapter;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.Credit;
import robotaxi.contracts.link.v1.Farewell;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.onboard.link.LaneWindow;

/** One of the two streams, from its hello to its end. All of it runs on the link's own serial executor. */
final class LinkStream implements StreamObserver<OpenResponse> {
    private static final int CREDIT_WHEN_UNNAMED = 32;

    private final StreamKind kind;
    private final List<Lane> lanes;
    private final ManagedChannel channel;
    private final Executor serial;
    private final Outbox outbox;
    private final Events events;
    private final Map<Lane, LaneWindow> windows = new EnumMap<>(Lane.class);
    private @Nullable StreamObserver<OpenRequest> out;
    private boolean over;
    private boolean peerBeats;
    private long lastHeardNanos;
    private long heartbeats;

    /** What the link does about a stream. */
    interface Events {
        void welcomed(LinkStream stream, Welcome welcome, long nowNanos);

        void frame(LinkStream stream, OpenResponse frame);

        void retry(LinkStream stream, Nack nack);

        void ended(LinkStream stream, String reason);

        long nowNanos();
    }

    LinkStream(
            StreamKind kind, List<Lane> lanes, ManagedChannel channel, Executor serial, Outbox outbox, Events events) {
        this.kind = kind;
        this.lanes = lanes;
        this.channel = channel;
        this.serial = serial;
        this.outbox = outbox;
        this.events = events;
    }

    StreamKind kind() {
        return kind;
    }

    void open(Hello hello) {
        StreamObserver<OpenRequest> toGateway = VehicleLinkGrpc.newStub(channel).open(this);
        out = toGateway;
        toGateway.onNext(OpenRequest.newBuilder().setHello(hello).build());
    }

    @Override
    public void onNext(OpenResponse frame) {
        serial.execute(() -> {
            if (!over) {
                hear(frame);
            }
        });
    }

    @Override
    public void onError(Throwable problem) {
        serial.execute(() -> end(String.valueOf(problem.getMessage())));
    }

    @Override
    public void onCompleted() {
        serial.execute(() -> end("the gateway closed the stream"));
    }

    private void hear(OpenResponse frame) {
        lastHeardNanos = events.nowNanos();
        switch (frame.getFrameCase()) {
            case WELCOME -> {
                welcome(frame.getWelcome());
                events.welcomed(this, frame.getWelcome(), lastHeardNanos);
                pump();
            }
            case ACK -> {
                acknowledge(frame.getAck());
                pump();
            }
            case CREDIT -> {
                credit(frame.getCredit());
                pump();
            }
            case NACK -> refuse(frame.getNack());
            case HEARTBEAT -> peerBeats = true;
            case COMMAND, GOODBYE -> events.frame(this, frame);
            case FRAME_NOT_SET -> {}
        }
    }

    private void welcome(Welcome welcome) {
        for (Lane lane : lanes) {
            long durable = welcome.getDurableList().stream()
                    .filter(ack -> ack.getLane() == lane)
                    .mapToLong(Ack::getDurableSequence)
                    .max()
                    .orElse(0);
            int credit = welcome.getCreditsList().stream()
                    .filter(given -> given.getLane() == lane)
                    .mapToInt(Credit::getRecords)
                    .findFirst()
                    .orElse(CREDIT_WHEN_UNNAMED);
            windows.put(lane, new LaneWindow(outbox.queue(lane), durable, credit));
        }
    }

    private void acknowledge(Ack ack) {
        LaneWindow window = windows.get(ack.getLane());
        if (window != null) {
            window.acknowledge(ack.getDurableSequence());
        }
    }

    private void credit(Credit credit) {
        LaneWindow window = windows.get(credit.getLane());
        if (window != null) {
            window.credit(credit.getRecords());
        }
    }

    private void refuse(Nack nack) {
        LaneWindow window = windows.get(nack.getLane());
        if (window == null) {
            return;
        }
        if (nack.getRetryAfterMillis() > 0) {
            events.retry(this, nack);
        } else {
            window.refuse(nack.getSequence());
            events.frame(this, OpenResponse.newBuilder().setNack(nack).build());
            pump();
        }
    }

    void rewind(Nack nack) {
        LaneWindow window = windows.get(nack.getLane());
        if (window != null && !over) {
            window.rewindTo(nack.getSequence());
            pump();
        }
    }

    /** Sends what may be sent, the most important lane first. */
    void pump() {
        if (over || out == null) {
            return;
        }
        for (Lane lane : lanes) {
            LaneWindow window = windows.get(lane);
            if (window == null) {
                continue;
            }
            for (var entry = window.take(); entry.isPresent(); entry = window.take()) {
                out.onNext(OpenRequest.newBuilder()
                        .setUplink(Outbox.parse(entry.get()))
                        .build());
            }
        }
    }

    void beat() {
        if (!over && out != null && !windows.isEmpty()) {
            out.onNext(OpenRequest.newBuilder()
                    .setHeartbeat(Heartbeat.newBuilder().setNumber(++heartbeats))
                    .build());
        }
    }

    boolean isSilent(long nowNanos, long limitNanos) {
        return peerBeats && nowNanos - lastHeardNanos > limitNanos;
    }

    void farewell(String reason) {
        if (!over && out != null) {
            out.onNext(OpenRequest.newBuilder()
                    .setFarewell(Farewell.newBuilder().setReason(reason))
                    .build());
            out.onCompleted();
        }
        over = true;
        channel.shutdown();
    }

    void end(String reason) {
        if (!over) {
            over = true;
            channel.shutdownNow();
            events.ended(this, reason);
        }
    }

    void drop() {
        over = true;
        channel.shutdownNow();
    }
}
