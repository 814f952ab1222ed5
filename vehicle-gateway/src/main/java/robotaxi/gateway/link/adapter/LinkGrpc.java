package robotaxi.gateway.link.adapter;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
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
import robotaxi.contracts.link.v1.RenewRequest;
import robotaxi.contracts.link.v1.RenewResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.gateway.command.adapter.CommandLedger;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.identity.adapter.CertificateDesk;
import robotaxi.gateway.registry.adapter.Certificates;
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
    private final Certificates certificates;
    private final CertificateDesk desk;
    private final CertificateWatch watch;
    private final LinkRefusals refusals;
    private final Uplinks uplinks;
    private final CommandLedger ledger;
    private final GatewayConfig config;

    @Inject
    LinkGrpc(
            Sessions sessions,
            Registry registry,
            Certificates certificates,
            CertificateDesk desk,
            CertificateWatch watch,
            LinkRefusals refusals,
            Uplinks uplinks,
            CommandLedger ledger,
            GatewayConfig config) {
        this.sessions = sessions;
        this.registry = registry;
        this.certificates = certificates;
        this.desk = desk;
        this.watch = watch;
        this.refusals = refusals;
        this.uplinks = uplinks;
        this.ledger = ledger;
        this.config = config;
    }

    @Override
    public StreamObserver<OpenRequest> open(StreamObserver<OpenResponse> answers) {
        var out = (ServerCallStreamObserver<OpenResponse>) answers;
        var stream = new CarStream(PeerIdentity.current(), out);
        out.setOnCloseHandler(stream::unwatch);
        return stream;
    }

    @Override
    public void renew(RenewRequest request, StreamObserver<RenewResponse> answers) {
        PeerIdentity peer = PeerIdentity.current();
        try {
            answers.onNext(QuarkusTransaction.requiringNew().call(() -> renewed(peer, request)));
            answers.onCompleted();
        } catch (RefusedPeerException e) {
            answers.onError(refused(peer, e.why()).asRuntimeException());
        } catch (RuntimeException e) {
            if (e.getCause() instanceof GeneralSecurityException) {
                refused(peer, Refusal.BAD_RENEWAL);
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

    private RenewResponse renewed(PeerIdentity peer, RenewRequest request) throws GeneralSecurityException {
        admit(peer);
        return desk.renew(peer.vehicleId(), request.getCertificateSigningRequest());
    }

    /** Throws rather than answers, so that the transaction of whoever is refused changes nothing. */
    private void admit(PeerIdentity peer) {
        certificates.admit(peer.certificate()).ifPresent(why -> {
            throw new RefusedPeerException(why);
        });
    }

    private Status refused(PeerIdentity peer, Refusal why) {
        LOG.warnf("A car was refused, vehicleId=%s code=%s", peer.vehicleId(), why.code());
        refusals.refused(peer, why);
        return Status.UNAUTHENTICATED.withDescription(why.code());
    }

    /** One stream of one car. Frames come in order, one at a time. */
    private final class CarStream implements StreamObserver<OpenRequest> {
        private final PeerIdentity peer;
        private final ServerCallStreamObserver<OpenResponse> out;
        private @Nullable Session session;
        private CertificateWatch.@Nullable Watch watched;
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
            try {
                if (hello.getStream() == StreamKind.STREAM_KIND_BULK) {
                    bulk(hello);
                } else {
                    control(hello);
                }
            } catch (RefusedPeerException e) {
                fail(refused(peer, e.why()));
            }
        }

        private void bulk(Hello hello) {
            QuarkusTransaction.requiringNew().run(() -> admit(peer));
            Optional<Session> control = sessions.find(peer.vehicleId());
            if (control.isEmpty() || control.get().epoch() != hello.getSessionEpoch()) {
                fail(Status.FAILED_PRECONDITION.withDescription("link.no-session"));
                return;
            }
            session = control.get();
            answer(welcome(control.get().epoch()));
            watched = watch.open(
                    peer.certificate(), why -> fail(Status.UNAUTHENTICATED.withDescription("link.certificate-" + why)));
        }

        private void control(Hello hello) {
            Optional<Long> epoch = QuarkusTransaction.requiringNew().call(() -> {
                admit(peer);
                return registry.nextSessionEpoch(peer.vehicleId());
            });
            var mine = new Session(peer.vehicleId(), epoch.orElseThrow(), out, System.nanoTime());
            session = mine;
            isControl = true;
            answer(welcome(mine.epoch()));
            sessions.begin(mine);
            watched = watch.open(peer.certificate(), why -> sessions.over(mine, why, 0));
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

        private void unwatch() {
            CertificateWatch.Watch mine = watched;
            if (mine != null) {
                mine.close();
            }
        }

        private void ended() {
            unwatch();
            Session mine = session;
            if (mine != null && isControl) {
                sessions.over(mine, "closed", 0);
            }
        }
    }
}
