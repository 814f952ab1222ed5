package robotaxi.onboard.link.adapter;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
import robotaxi.contracts.link.v1.Resume;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.Uplinks;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.onboard.link.LaneWindow;

/**
 * One of the two streams, from its hello to its end. All of it runs on the link's own serial executor.
 *
 * <p>Records wait on the disk, not in gRPC: one is handed over only while the transport takes more, so that what matters more
 * and is written later overtakes them.
 */
final class LinkStream implements ClientResponseObserver<OpenRequest, OpenResponse> {
    private static final int CREDIT_WHEN_UNNAMED = 32;

    /** What waits goes together, but a frame must not be long under way before what matters more can follow. */
    private static final int FRAME_BYTES = 16 * 1024;

    private static final int MOST_TOGETHER = 32;

    private final StreamKind kind;
    private final List<Lane> lanes;
    private final ManagedChannel channel;
    private final Executor serial;
    private final Outbox outbox;
    private final Events events;
    private final Map<Lane, LaneWindow> windows = new EnumMap<>(Lane.class);
    private @Nullable ClientCallStreamObserver<OpenRequest> call;
    private @Nullable StreamObserver<OpenRequest> out;
    private boolean over;
    private boolean peerBeats;
    private long lastHeardNanos;
    private long heartbeats;
    private long beatAtNanos;
    private int roundTripMillis;

    /** What the link does about a stream. */
    interface Events {
        void welcomed(LinkStream stream, Welcome welcome, long nowNanos);

        void frame(LinkStream stream, OpenResponse frame);

        void retry(LinkStream stream, Nack nack);

        void refused(LinkStream stream, Nack nack);

        void mayPump();

        void roundTrip(long nanos);

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
    public void beforeStart(ClientCallStreamObserver<OpenRequest> toGateway) {
        call = toGateway;
        toGateway.setOnReadyHandler(() -> serial.execute(events::mayPump));
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
                events.mayPump();
            }
            case ACK -> {
                acknowledge(frame.getAck());
                events.mayPump();
            }
            case CREDIT -> {
                credit(frame.getCredit());
                events.mayPump();
            }
            case NACK -> {
                refuse(frame.getNack());
                events.mayPump();
            }
            case HEARTBEAT -> heartbeat(frame.getHeartbeat());
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
            windows.put(lane, new LaneWindow(outbox.queue(lane), durable, credit, Outbox::superseded));
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

    private void heartbeat(Heartbeat answer) {
        peerBeats = true;
        if (answer.getNumber() == heartbeats) {
            long roundTripNanos = lastHeardNanos - beatAtNanos;
            roundTripMillis = 1 + (int) TimeUnit.NANOSECONDS.toMillis(roundTripNanos);
            events.roundTrip(roundTripNanos);
        }
    }

    private void refuse(Nack nack) {
        LaneWindow window = windows.get(nack.getLane());
        if (window == null) {
            return;
        }
        if (nack.getRetryAfterMillis() == 0) {
            window.refuse(nack.getSequence());
            events.refused(this, nack);
        } else if (window.hold(nack.getSequence())) {
            events.retry(this, nack);
        }
    }

    void release(Lane lane) {
        LaneWindow window = windows.get(lane);
        if (window != null && !over && out != null) {
            window.release();
            out.onNext(OpenRequest.newBuilder()
                    .setResume(Resume.newBuilder().setLane(lane))
                    .build());
            events.mayPump();
        }
    }

    /** Sends what may be sent, the most important lane first. False if the transport takes no more for now. */
    boolean pump() {
        if (over || call == null || out == null) {
            return true;
        }
        while (call.isReady()) {
            List<Uplink> together = together();
            if (together.isEmpty()) {
                return true;
            }
            out.onNext(OpenRequest.newBuilder()
                    .setUplinks(Uplinks.newBuilder().addAllUplinks(together))
                    .build());
        }
        return windows.isEmpty();
    }

    /** The next records in the order of their importance, as many as one frame takes. */
    private List<Uplink> together() {
        List<Uplink> together = new ArrayList<>();
        int bytes = 0;
        while (bytes < FRAME_BYTES && together.size() < MOST_TOGETHER) {
            Optional<LaneWindow.Next> next = mostImportant();
            if (next.isEmpty()) {
                break;
            }
            together.add(uplink(next.get()));
            bytes += next.get().entry().body().length;
        }
        return together;
    }

    private static Uplink uplink(LaneWindow.Next next) {
        Uplink record = Outbox.parse(next.entry());
        return next.conflated() == 0
                ? record
                : record.toBuilder().setConflated(next.conflated()).build();
    }

    private Optional<LaneWindow.Next> mostImportant() {
        for (Lane lane : lanes) {
            LaneWindow window = windows.get(lane);
            Optional<LaneWindow.Next> next = window == null ? Optional.empty() : window.take();
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    void beat() {
        if (!over && out != null && !windows.isEmpty()) {
            beatAtNanos = events.nowNanos();
            out.onNext(OpenRequest.newBuilder()
                    .setHeartbeat(Heartbeat.newBuilder().setNumber(++heartbeats).setRoundTripMillis(roundTripMillis))
                    .build());
        }
    }

    boolean isWelcome() {
        return !windows.isEmpty();
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
