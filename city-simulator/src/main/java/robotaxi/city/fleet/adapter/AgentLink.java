package robotaxi.city.fleet.adapter;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robotaxi.city.fleet.FleetCar;
import robotaxi.city.fleet.Moment;
import robotaxi.city.fleet.WantedCamera;
import robotaxi.city.fleet.Wishes;
import robotaxi.city.vehicle.Plan;
import robotaxi.city.view.GroundMap;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;
import robotaxi.contracts.vehiclebus.v1.AttachRequest;
import robotaxi.contracts.vehiclebus.v1.AttachResponse;
import robotaxi.contracts.vehiclebus.v1.VehicleBusGrpc;

/**
 * One car's link with the onboard agent: a driver session and the vehicle bus, opened anew with growing patience
 * whenever the agent goes away. A slow agent skips moments; it never holds up the world.
 */
public final class AgentLink implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);
    private static final long FIRST_BACKOFF_MILLIS = 250;
    private static final long LONGEST_BACKOFF_MILLIS = 5_000;
    private static final int DEADLINE_SECONDS = 3;
    private static final int KEPT_MOMENTS = 20;

    private final FleetCar car;
    private final ManagedChannel channel;
    private final CarCameras cameras;
    private final long stepMicros;
    private final BlockingQueue<Moment> moments = new ArrayBlockingQueue<>(KEPT_MOMENTS);
    private volatile boolean connected;
    private final AtomicLong exchanges = new AtomicLong();
    private List<WantedCamera> told = List.of();

    /** A link over a channel that all cars may share. */
    public AgentLink(FleetCar car, ManagedChannel channel, GroundMap ground, long stepMicros) {
        this.car = car;
        this.channel = channel;
        this.cameras = new CarCameras(ground);
        this.stepMicros = stepMicros;
    }

    /** Hands over a moment; when the agent is slow the oldest is dropped. */
    public void offer(Moment moment) {
        while (!moments.offer(moment)) {
            moments.poll();
        }
    }

    /** A session is open. */
    public boolean connected() {
        return connected;
    }

    /** Plans that the agent has answered so far. */
    public long exchanges() {
        return exchanges.get();
    }

    /** Keeps the link until its thread is interrupted. */
    @Override
    public void run() {
        long backoffMillis = FIRST_BACKOFF_MILLIS;
        while (!Thread.currentThread().isInterrupted()) {
            long before = exchanges.get();
            try {
                serve();
            } catch (StatusRuntimeException e) {
                if (connected) {
                    LOG.warn("Link with the agent lost: vehicle={} status={}", car.id(), e.getStatus());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            connected = false;
            car.follow(null);
            car.wish(Wishes.NONE);
            backoffMillis = exchanges.get() > before
                    ? FIRST_BACKOFF_MILLIS
                    : Math.min(LONGEST_BACKOFF_MILLIS, 2 * backoffMillis);
            try {
                Thread.sleep(backoffMillis);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private EgodriverServiceGrpc.EgodriverServiceBlockingStub driver() {
        return EgodriverServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** A session says which cameras the car looks through: for others it is opened anew. */
    private void openSession() {
        told = car.wishes().cameras();
        DriveSessionRequest session = Wire.session(car.id(), car.id().hashCode(), told);
        try {
            driver().startSession(session);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
            // We died without closing it: the agent still holds the session of our earlier life.
            driver().closeSession(DriveSessionCloseRequest.newBuilder()
                    .setSessionUuid(car.id())
                    .build());
            driver().startSession(session);
        }
    }

    private void serve() throws InterruptedException {
        openSession();
        BusEnd busEnd = new BusEnd(car);
        StreamObserver<AttachRequest> bus = VehicleBusGrpc.newStub(channel).attach(busEnd);
        connected = true;
        LOG.info("Link with the agent open: vehicle={}", car.id());
        try {
            while (busEnd.ended.get() == null) {
                Moment moment = moments.poll(1, TimeUnit.SECONDS);
                if (moment != null) {
                    exchange(moment, bus);
                }
            }
            throw Status.UNAVAILABLE.withCause(busEnd.ended.get()).asRuntimeException();
        } finally {
            if (busEnd.ended.get() == null) {
                bus.onCompleted();
            }
        }
    }

    private void exchange(Moment first, StreamObserver<AttachRequest> bus) {
        if (!car.wishes().cameras().equals(told)) {
            openSession();
        }
        List<Moment> unsent = new ArrayList<>(List.of(first));
        moments.drainTo(unsent);
        Moment newest = unsent.getLast();
        driver().submitEgomotionObservation(Wire.egomotion(car.id(), unsent));
        for (CarCameras.Shot shot : cameras.shoot(car.wishes(), unsent)) {
            driver().submitImageObservation(Wire.image(car.id(), shot));
        }
        bus.onNext(Wire.report(car.id(), newest));
        car.follow(plan(newest));
    }

    private @Nullable Plan plan(Moment newest) {
        try {
            DriveResponse answer = driver().drive(DriveRequest.newBuilder()
                    .setSessionUuid(car.id())
                    .setTimeNowUs(newest.timeMicros())
                    .setTimeQueryUs(newest.timeMicros() + stepMicros)
                    .build());
            exchanges.incrementAndGet();
            return Wire.plan(answer.getTrajectory());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
                // Its history is still too short: that passes, while a new session would begin it again.
                return null;
            }
            throw e;
        }
    }

    /** What the agent says on the bus. */
    private static final class BusEnd implements StreamObserver<AttachResponse> {
        private final FleetCar car;
        private final AtomicReference<Throwable> ended = new AtomicReference<>();

        BusEnd(FleetCar car) {
            this.car = car;
        }

        @Override
        public void onNext(AttachResponse response) {
            try {
                car.wish(Wire.wishes(response));
            } catch (StatusRuntimeException e) {
                ended.set(e);
            }
        }

        @Override
        public void onError(Throwable cause) {
            ended.set(cause);
        }

        @Override
        public void onCompleted() {
            ended.set(Status.UNAVAILABLE
                    .withDescription("The agent closed the bus")
                    .asException());
        }
    }
}
