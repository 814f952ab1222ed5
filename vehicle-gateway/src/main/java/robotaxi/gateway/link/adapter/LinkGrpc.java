package robotaxi.gateway.link.adapter;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.Credit;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.gateway.command.adapter.CommandLedger;
import robotaxi.gateway.registry.adapter.Registry;

/** The vehicle link: takes a car's two streams. */
@ApplicationScoped
class LinkGrpc extends VehicleLinkGrpc.VehicleLinkImplBase {
    private static final Logger LOG = Logger.getLogger(LinkGrpc.class);
    private static final int FIRST_CREDIT = 1_000;
    private static final int COME_BACK_MILLIS = 1_000;
    private static final List<Lane> LANES =
            List.of(Lane.LANE_SAFETY, Lane.LANE_COMMAND, Lane.LANE_ASSIST, Lane.LANE_EVENT, Lane.LANE_TELEMETRY);

    private final Sessions sessions;
    private final Registry registry;
    private final Uplinks uplinks;
    private final CommandLedger ledger;
    private final GatewayConfig config;

    @Inject
    LinkGrpc(Sessions sessions, Registry registry, Uplinks uplinks, CommandLedger ledger, GatewayConfig config) {
        this.sessions = sessions;
        this.registry = registry;
        this.uplinks = uplinks;
        this.ledger = ledger;
        this.config = config;
    }

    @Override
    public StreamObserver<OpenRequest> open(StreamObserver<OpenResponse> answers) {
        var out = (ServerCallStreamObserver<OpenResponse>) answers;
        return new CarStream(PeerIdentity.current(), out);
    }

    /** One stream of one car. Frames come in order, one at a time. */
    private final class CarStream implements StreamObserver<OpenRequest> {
        private final PeerIdentity peer;
        private final ServerCallStreamObserver<OpenResponse> out;
        private @Nullable Session session;
        private boolean isControl;
        private volatile boolean broken;

        CarStream(PeerIdentity peer, ServerCallStreamObserver<OpenResponse> out) {
            this.peer = peer;
            this.out = out;
        }

        @Override
        public void onNext(OpenRequest frame) {
            try {
                Session mine = session;
                if (mine == null) {
                    hello(frame);
                    return;
                }
                mine.heard(System.nanoTime());
                switch (frame.getFrameCase()) {
                    case UPLINK -> uplink(mine, frame.getUplink());
                    case HEARTBEAT ->
                        answer(OpenResponse.newBuilder()
                                .setHeartbeat(Heartbeat.newBuilder()
                                        .setNumber(frame.getHeartbeat().getNumber()))
                                .build());
                    case FAREWELL -> mine.farewell();
                    case HELLO, FRAME_NOT_SET -> fail(Status.INVALID_ARGUMENT.withDescription("link.unexpected-frame"));
                }
            } catch (RuntimeException e) {
                LOG.warnf(e, "A stream broke, vehicleId=%s", peer.vehicleId());
                fail(Status.UNAVAILABLE.withDescription("link.fault"));
            }
        }

        private void hello(OpenRequest frame) {
            if (!frame.hasHello()) {
                fail(Status.INVALID_ARGUMENT.withDescription("link.hello-first"));
                return;
            }
            Hello hello = frame.getHello();
            if (hello.getStream() == StreamKind.STREAM_KIND_BULK) {
                bulk(hello);
            } else {
                control(hello);
            }
        }

        private void bulk(Hello hello) {
            Optional<Session> control = sessions.find(peer.vehicleId());
            if (control.isEmpty() || control.get().epoch() != hello.getSessionEpoch()) {
                fail(Status.FAILED_PRECONDITION.withDescription("link.no-session"));
                return;
            }
            session = control.get();
            answer(welcome(control.get().epoch()));
        }

        private void control(Hello hello) {
            Optional<Long> epoch = QuarkusTransaction.requiringNew().call(() -> {
                boolean isInForce = registry.fingerprint(peer.vehicleId())
                        .filter(peer.fingerprint()::equals)
                        .isPresent();
                return isInForce ? registry.nextSessionEpoch(peer.vehicleId()) : Optional.empty();
            });
            if (epoch.isEmpty()) {
                LOG.warnf("A certificate that is not in force was refused, vehicleId=%s", peer.vehicleId());
                fail(Status.UNAUTHENTICATED.withDescription("link.certificate-not-in-force"));
                return;
            }
            var mine = new Session(peer.vehicleId(), epoch.get(), out, System.nanoTime());
            session = mine;
            isControl = true;
            answer(welcome(epoch.get()));
            sessions.begin(mine);
            ledger.deliverOpen(mine, hello.getLastCommandSequence());
        }

        private OpenResponse welcome(long epoch) {
            var welcome = Welcome.newBuilder()
                    .setSessionEpoch(epoch)
                    .setVehicleId(peer.vehicleId())
                    .setHeartbeatIntervalMillis((int) config.heartbeat().toMillis());
            LANES.forEach(
                    lane -> welcome.addCredits(Credit.newBuilder().setLane(lane).setRecords(FIRST_CREDIT)));
            return OpenResponse.newBuilder().setWelcome(welcome).build();
        }

        private void uplink(Session mine, Uplink record) {
            Optional<String> fault = uplinks.fault(record);
            if (fault.isPresent()) {
                LOG.warnf("A record was refused, vehicleId=%s code=%s", peer.vehicleId(), fault.get());
                answer(OpenResponse.newBuilder()
                        .setNack(Nack.newBuilder()
                                .setLane(record.getLane())
                                .setSequence(record.getSequence())
                                .setCode(fault.get()))
                        .build());
            } else if (record.hasCommandReport()) {
                ledger.reported(mine.vehicleId(), record.getCommandReport());
                acknowledge(record);
            } else {
                uplinks.send(mine.vehicleId(), mine.epoch(), record, failure -> {
                    if (failure == null) {
                        acknowledge(record);
                    } else {
                        // A later record may have got through, and an ack is cumulative: so no ack after a hole. The
                        // car
                        // comes back and sends again from the last one acknowledged.
                        LOG.warnf(
                                "Kafka did not take a record, vehicleId=%s: %s",
                                peer.vehicleId(), failure.getMessage());
                        broken = true;
                        sessions.over(mine, "retry", COME_BACK_MILLIS);
                    }
                });
            }
        }

        private void acknowledge(Uplink record) {
            if (!broken) {
                answer(OpenResponse.newBuilder()
                        .setAck(Ack.newBuilder().setLane(record.getLane()).setDurableSequence(record.getSequence()))
                        .build());
            }
        }

        private void answer(OpenResponse frame) {
            synchronized (out) {
                if (!out.isCancelled()) {
                    try {
                        out.onNext(frame);
                    } catch (IllegalStateException closedMeanwhile) {
                        LOG.debugf("A frame came too late, vehicleId=%s", peer.vehicleId());
                    }
                }
            }
        }

        private void fail(Status status) {
            broken = true;
            Session mine = session;
            if (mine != null && isControl) {
                sessions.over(mine, "retry", COME_BACK_MILLIS);
                return;
            }
            synchronized (out) {
                if (!out.isCancelled()) {
                    out.onError(status.asRuntimeException());
                }
            }
        }

        @Override
        public void onError(Throwable broke) {
            ended();
        }

        @Override
        public void onCompleted() {
            ended();
            Session mine = session;
            if (mine == null || !isControl) {
                synchronized (out) {
                    if (!out.isCancelled()) {
                        out.onCompleted();
                    }
                }
            }
        }

        private void ended() {
            Session mine = session;
            if (mine != null && isControl) {
                sessions.over(mine, "closed", 0);
            }
        }
    }
}
