package robotaxi.gateway.link.adapter;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.RenewRequest;
import robotaxi.contracts.link.v1.RenewResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.gateway.command.adapter.CommandLedger;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.link.Admission;
import robotaxi.gateway.link.LaneProgress;

/** The vehicle link: takes a car's two streams. */
@ApplicationScoped
class LinkGrpc implements BindableService {
    private static final Logger LOG = Logger.getLogger(LinkGrpc.class);
    private static final int COME_BACK_MILLIS = 1_000;

    /** A car that sends so much nonsense in one session is sent away. */
    private static final int MOST_REFUSALS = 100;

    private final Sessions sessions;
    private final Beginnings beginnings;
    private final LaneBook lanes;
    private final PeerGate gate;
    private final Uplinks uplinks;
    private final CommandLedger ledger;
    private final Credits credits;
    private final LinkMeters meters;
    private final GatewayConfig config;
    private final InstantSource clock;
    private final LinkThreads threads;

    @Inject
    LinkGrpc(
            Sessions sessions,
            Beginnings beginnings,
            LaneBook lanes,
            PeerGate gate,
            Uplinks uplinks,
            CommandLedger ledger,
            Credits credits,
            LinkMeters meters,
            GatewayConfig config,
            InstantSource clock,
            LinkThreads threads) {
        this.sessions = sessions;
        this.beginnings = beginnings;
        this.lanes = lanes;
        this.gate = gate;
        this.uplinks = uplinks;
        this.ledger = ledger;
        this.credits = credits;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public ServerServiceDefinition bindService() {
        var open = VehicleLinkGrpc.getOpenMethod();
        return ServerServiceDefinition.builder(VehicleLinkGrpc.SERVICE_NAME)
                .addMethod(
                        open.toBuilder(new CarFrame.Bytes(), open.getResponseMarshaller())
                                .build(),
                        ServerCalls.asyncBidiStreamingCall(this::open))
                .addMethod(VehicleLinkGrpc.getRenewMethod(), ServerCalls.asyncUnaryCall(this::renew))
                .build();
    }

    private StreamObserver<byte[]> open(StreamObserver<OpenResponse> answers) {
        var out = (ServerCallStreamObserver<OpenResponse>) answers;
        var stream = new CarStream(PeerIdentity.current(), out);
        out.setOnCloseHandler(stream::ended);
        out.disableAutoRequest();
        out.request(1);
        return stream;
    }

    private void renew(RenewRequest request, StreamObserver<RenewResponse> answers) {
        PeerIdentity peer = PeerIdentity.current();
        threads.thatMayWait(() -> renew(peer, request, answers));
    }

    private void renew(PeerIdentity peer, RenewRequest request, StreamObserver<RenewResponse> answers) {
        try {
            answers.onNext(QuarkusTransaction.requiringNew().call(() -> gate.renew(peer, request)));
            answers.onCompleted();
        } catch (RefusedPeerException e) {
            answers.onError(gate.refused(peer, e.why()).asRuntimeException());
        } catch (RuntimeException e) {
            if (e.getCause() instanceof GeneralSecurityException) {
                gate.refused(peer, Refusal.BAD_RENEWAL);
                answers.onError(Status.INVALID_ARGUMENT
                        .withDescription(Refusal.BAD_RENEWAL.code())
                        .asRuntimeException());
            } else {
                LOG.warnf(e, "A renewal failed, vehicleId=%s", peer.vehicleId());
                answers.onError(
                        Status.UNAVAILABLE.withDescription("renewal.fault").asRuntimeException());
            }
        }
    }

    /** One stream of one car. It asks for a frame when the one before is dealt with, on whatever thread that was. */
    private final class CarStream implements StreamObserver<byte[]> {
        private final PeerIdentity peer;
        private final ServerCallStreamObserver<OpenResponse> transport;
        private final StreamOut out;
        private volatile @Nullable Session session;
        private volatile CertificateWatch.@Nullable Watch watched;
        private volatile boolean isOver;
        private @Nullable CarLanes car;
        private boolean isControl;
        private int refusals;

        CarStream(PeerIdentity peer, ServerCallStreamObserver<OpenResponse> transport) {
            this.peer = peer;
            this.transport = transport;
            this.out = new StreamOut(transport);
        }

        @Override
        public void onNext(byte[] frame) {
            if (session == null) {
                threads.thatMayWait(() -> take(frame));
            } else {
                threads.forFrame(frame, isControl, () -> take(frame));
            }
        }

        private void take(byte[] bytes) {
            try {
                CarFrame frame = CarFrame.read(bytes);
                Session mine = session;
                CarLanes its = car;
                if (mine == null || its == null) {
                    hello(frame);
                    return;
                }
                mine.heard(System.nanoTime());
                switch (frame) {
                    case CarFrame.Records(var records) -> records.forEach(record -> uplink(mine, its, record));
                    case CarFrame.Control(var control) -> control(mine, its, control);
                }
            } catch (IOException e) {
                fail(Status.INVALID_ARGUMENT.withDescription("link.unreadable"));
            } catch (RuntimeException e) {
                LOG.warnf(e, "A stream broke, vehicleId=%s", peer.vehicleId());
                fail(Status.UNAVAILABLE.withDescription("link.fault"));
            } finally {
                transport.request(1);
            }
        }

        private void control(Session mine, CarLanes its, OpenRequest frame) {
            switch (frame.getFrameCase()) {
                case HEARTBEAT -> {
                    // The bulk stream's heartbeats wait behind telemetry.
                    if (isControl) {
                        mine.roundTrip(frame.getHeartbeat().getRoundTripMillis());
                    }
                    out.send(OpenResponse.newBuilder()
                            .setHeartbeat(Heartbeat.newBuilder()
                                    .setNumber(frame.getHeartbeat().getNumber()))
                            .build());
                }
                case RESUME -> its.lane(frame.getResume().getLane()).resume();
                case FAREWELL -> mine.farewell();
                case HELLO, UPLINK, UPLINKS, FRAME_NOT_SET ->
                    fail(Status.INVALID_ARGUMENT.withDescription("link.unexpected-frame"));
            }
        }

        private void hello(CarFrame frame) {
            if (!(frame instanceof CarFrame.Control(var first)) || !first.hasHello()) {
                fail(Status.INVALID_ARGUMENT.withDescription("link.hello-first"));
                return;
            }
            try {
                if (first.getHello().getStream() == StreamKind.STREAM_KIND_BULK) {
                    bulk(first.getHello());
                } else {
                    control(first.getHello());
                }
            } catch (RefusedPeerException e) {
                fail(gate.refused(peer, e.why()));
            }
            if (isOver) {
                // The car went while its session began: whoever noticed that had nothing to end yet.
                ended();
            }
        }

        private void bulk(Hello hello) {
            Optional<Session> control = sessions.find(peer.vehicleId());
            if (control.filter(its -> its.isHeldWith(peer.certificate())).isEmpty()) {
                QuarkusTransaction.requiringNew().run(() -> gate.admit(peer));
            }
            if (control.isEmpty() || control.get().epoch() != hello.getSessionEpoch()) {
                fail(Status.FAILED_PRECONDITION.withDescription("link.no-session"));
                return;
            }
            credits.follow(out);
            CarLanes its = lanes.of(peer.vehicleId());
            begin(control.get(), its, CarLanes.BULK);
            out.welcome(welcome(control.get().epoch(), its, CarLanes.BULK));
            watched = gate.watch(peer, why -> fail(Status.UNAUTHENTICATED.withDescription("link.certificate-" + why)));
        }

        private void control(Hello hello) {
            if (!sessions.hasRoomFor(peer.vehicleId())) {
                meters.refused(Lane.LANE_UNSPECIFIED, "full", true);
                out.goodbye(
                        "full", COME_BACK_MILLIS + ThreadLocalRandom.current().nextInt(COME_BACK_MILLIS));
                return;
            }
            Beginnings.Beginning beginning = beginnings.begin(peer);
            var origin = new Session.Origin(peer.address(), hello.getAgentVersion(), clock.millis());
            var mine = new Session(
                    peer.certificate(),
                    beginning.epoch(),
                    hello.getLastCommandSequence(),
                    out,
                    origin,
                    System.nanoTime());
            isControl = true;
            CarLanes its = lanes.begin(peer.vehicleId(), beginning.durable(), hello.getLanesList());
            begin(mine, its, CarLanes.CONTROL);
            sessions.begin(mine);
            // Only now: a welcomed car comes with its bulk stream, and that looks for the session.
            out.welcome(welcome(mine.epoch(), its, CarLanes.CONTROL));
            watched = gate.watch(peer, why -> sessions.over(mine, why, 0));
            ledger.deliverOpen(mine);
        }

        private void begin(Session its, CarLanes car, List<Lane> streamLanes) {
            this.car = car;
            this.session = its;
            car.listen(streamLanes, out);
        }

        private OpenResponse welcome(long epoch, CarLanes its, List<Lane> streamLanes) {
            var welcome = Welcome.newBuilder()
                    .setSessionEpoch(epoch)
                    .setVehicleId(peer.vehicleId())
                    .setHeartbeatIntervalMillis((int) config.heartbeat().toMillis());
            its.durable()
                    .forEach((lane, sequence) ->
                            welcome.addDurable(Ack.newBuilder().setLane(lane).setDurableSequence(sequence)));
            welcome.addAllCredits(credits.of(streamLanes));
            return OpenResponse.newBuilder().setWelcome(welcome).build();
        }

        private void uplink(Session mine, CarLanes its, CarRecord record) {
            Optional<String> fault = uplinks.fault(record);
            if (fault.isPresent()) {
                refuse(its, record, fault.get());
                return;
            }
            LaneProgress lane = its.lane(record.lane());
            switch (lane.offer(record.sequence())) {
                case NEW -> {
                    if (record.isReadable()) {
                        take(mine, its, lane, record);
                    } else {
                        refuse(its, record, "link.unreadable");
                    }
                }
                case DURABLE -> its.tell(record.lane(), lane.durable());
                case UNDER_WAY, HELD -> {}
            }
        }

        private void take(Session mine, CarLanes its, LaneProgress lane, CarRecord record) {
            LaneProgress.Taken taken = lane.take(record.sequence());
            Admission room = its.room(record.lane());
            if (!room.enter(record.size())) {
                putOff(its, taken, record, "link.car-limit");
                return;
            }
            long sinceNanos = System.nanoTime();
            meters.taken(record);
            lane.leftOut(record.conflated());
            Consumer<@Nullable Exception> settled = failure -> {
                room.leave(record.size());
                if (failure == null) {
                    meters.durable(record.lane(), sinceNanos);
                    its.completed(record.lane(), taken);
                } else {
                    LOG.errorf(failure, "A record could not be made durable, vehicleId=%s", peer.vehicleId());
                    putOff(its, taken, record, "link.not-durable");
                }
            };
            if (record instanceof ParsedRecord parsed && parsed.report().isPresent()) {
                ledger.reported(mine.vehicleId(), mine.epoch(), parsed.report().get(), settled);
            } else if (!uplinks.send(mine.vehicleId(), mine.epoch(), record, settled)) {
                room.leave(record.size());
                putOff(its, taken, record, "link.busy");
            }
        }

        /** The car keeps it and sends it again a little later, and everything after it. */
        private void putOff(CarLanes its, LaneProgress.Taken taken, CarRecord record, String code) {
            if (its.lane(record.lane()).hold(taken)) {
                int wait = COME_BACK_MILLIS / 2 + ThreadLocalRandom.current().nextInt(COME_BACK_MILLIS);
                its.putOff(record.lane(), nack(record, code, wait));
            }
        }

        private void refuse(CarLanes its, CarRecord record, String code) {
            its.lane(record.lane()).refused();
            LOG.warnf(
                    "A record was refused, vehicleId=%s code=%s traceId=%s",
                    peer.vehicleId(), code, Uplinks.traceId(peer.vehicleId(), record));
            out.send(nack(record, code, 0));
            if (++refusals >= MOST_REFUSALS) {
                fail(Status.INVALID_ARGUMENT.withDescription("link.too-many-refusals"));
            }
        }

        private OpenResponse nack(CarRecord record, String code, int retryAfterMillis) {
            Lane lane = record.lane() == Lane.UNRECOGNIZED ? Lane.LANE_UNSPECIFIED : record.lane();
            meters.refused(lane, code, retryAfterMillis > 0);
            return OpenResponse.newBuilder()
                    .setNack(Nack.newBuilder()
                            .setLane(lane)
                            .setSequence(record.sequence())
                            .setCode(code)
                            .setRetryAfterMillis(retryAfterMillis))
                    .build();
        }

        private void fail(Status status) {
            Session mine = session;
            if (mine != null && isControl) {
                sessions.over(mine, "retry", COME_BACK_MILLIS);
            } else {
                out.fail(status);
            }
        }

        @Override
        public void onError(Throwable broke) {
            ended();
        }

        @Override
        public void onCompleted() {
            ended();
            out.complete();
        }

        /** More than once perhaps, and perhaps while a frame is being dealt with. */
        private void ended() {
            isOver = true;
            credits.forget(out);
            CertificateWatch.Watch watch = watched;
            if (watch != null) {
                watch.close();
            }
            Session mine = session;
            if (mine != null && isControl) {
                sessions.over(mine, "closed", 0);
            }
        }
    }
}
