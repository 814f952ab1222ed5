package robotaxi.city.fleet.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.city.City;
import robotaxi.city.Monaco;
import robotaxi.city.fleet.FleetCar;
import robotaxi.city.fleet.Moment;
import robotaxi.city.traffic.Traffic;
import robotaxi.city.view.Camera;
import robotaxi.city.view.GroundMap;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.SessionRequestStatus;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.vehiclebus.v1.AttachRequest;
import robotaxi.contracts.vehiclebus.v1.AttachResponse;
import robotaxi.contracts.vehiclebus.v1.VehicleBusGrpc;
import robotaxi.contracts.vehiclebus.v1.WantedCamera;

/** The link against a real gRPC server with an agent that drives straight on. */
class AgentLinkTest {
    private final Map<String, PoseAtTime> newest = new ConcurrentHashMap<>();
    private final CountDownLatch images = new CountDownLatch(3);
    private final Map<String, RolloutCameraImage> pictures = new ConcurrentHashMap<>();
    private final List<Integer> camerasTold = new CopyOnWriteArrayList<>();
    private volatile AttachResponse wish = AttachResponse.newBuilder()
            .setDoorsLocked(true)
            .setCameraHz(5)
            .setDriving(true)
            .build();
    private final CountDownLatch reports = new CountDownLatch(20);
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger tooShort = new AtomicInteger();
    private Server server;
    private ManagedChannel channel;
    private City city;
    private AgentLink link;
    private Thread thread;

    private final class StraightOn extends EgodriverServiceGrpc.EgodriverServiceImplBase {
        @Override
        public void startSession(DriveSessionRequest request, StreamObserver<SessionRequestStatus> out) {
            if (newest.containsKey(request.getSessionUuid())) {
                out.onError(Status.ALREADY_EXISTS.asRuntimeException());
                return;
            }
            sessions.incrementAndGet();
            camerasTold.add(request.getRolloutSpec().getVehicle().getAvailableCamerasCount());
            newest.put(request.getSessionUuid(), PoseAtTime.getDefaultInstance());
            reply(out, SessionRequestStatus.getDefaultInstance());
        }

        @Override
        public void closeSession(DriveSessionCloseRequest request, StreamObserver<Empty> out) {
            newest.remove(request.getSessionUuid());
            reply(out, Empty.getDefaultInstance());
        }

        @Override
        public void submitEgomotionObservation(RolloutEgoTrajectory request, StreamObserver<Empty> out) {
            newest.put(
                    request.getSessionUuid(),
                    request.getTrajectory().getPosesList().getLast());
            reply(out, Empty.getDefaultInstance());
        }

        @Override
        public void submitImageObservation(RolloutCameraImage request, StreamObserver<Empty> out) {
            pictures.put(request.getCameraImage().getLogicalId(), request);
            images.countDown();
            reply(out, Empty.getDefaultInstance());
        }

        @Override
        public void drive(DriveRequest request, StreamObserver<DriveResponse> out) {
            PoseAtTime now = newest.get(request.getSessionUuid());
            if (tooShort.getAndDecrement() > 0) {
                out.onError(Status.FAILED_PRECONDITION.asRuntimeException());
                return;
            }
            double heading = 2
                    * Math.atan2(
                            now.getPose().getQuat().getZ(),
                            now.getPose().getQuat().getW());
            Trajectory.Builder plan = Trajectory.newBuilder();
            for (int i = 0; i <= 64; i++) {
                PoseAtTime.Builder place = now.toBuilder().setTimestampUs(now.getTimestampUs() + i * 100_000L);
                var vec = place.getPoseBuilder().getVecBuilder();
                vec.setX((float) (vec.getX() + 0.6 * i * Math.cos(heading)));
                vec.setY((float) (vec.getY() + 0.6 * i * Math.sin(heading)));
                plan.addPoses(place);
            }
            reply(out, DriveResponse.newBuilder().setTrajectory(plan).build());
        }

        private <T> void reply(StreamObserver<T> out, T answer) {
            out.onNext(answer);
            out.onCompleted();
        }
    }

    private final class Bus extends VehicleBusGrpc.VehicleBusImplBase {
        @Override
        public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> out) {
            out.onNext(wish);
            return new StreamObserver<>() {
                @Override
                public void onNext(AttachRequest report) {
                    assertThat(report.getVehicleId()).isEqualTo("car-01");
                    reports.countDown();
                    out.onNext(wish);
                }

                @Override
                public void onError(Throwable cause) {}

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = agent(0);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        var spot = Monaco.graph().road(10).line().at(5);
        var saved = new FleetCar.SavedCar(spot.x(), spot.y(), spot.heading(), 80, 0, false);
        FleetCar car = new FleetCar("car-01", saved, new SplittableRandom(1));
        Traffic nobody = new Traffic(Monaco.graph(), 0, 1000, new SplittableRandom(1));
        city = new City(List.of(car), nobody, City.Events.NONE, 1_000_000, new SplittableRandom(1));
        link = new AgentLink(car, channel, new GroundMap(Monaco.graph()), City.STEP_MICROS);
        thread = Thread.ofVirtual().start(link);
    }

    private Server agent(int port) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(new StraightOn())
                .addService(new Bus())
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        thread.interrupt();
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void theAgentDrivesTheCarAndSeesThroughItsCamera() throws InterruptedException {
        drive(100);
        assertThat(city.cars().getFirst().state().speed()).isBetween(5.0, 7.0);
        assertThat(city.cars().getFirst().odometerMetres()).isGreaterThan(20);
        assertThat(images.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(reports.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aModelThatAsksForCamerasIsToldOfThemInASessionOfItsOwnAndServedAtTheirSize() throws InterruptedException {
        drive(5);
        assertThat(pictures).containsOnlyKeys("camera_front_wide_120fov");
        assertThat(size(pictures.get("camera_front_wide_120fov"))).isEqualTo("jpeg 224x128");
        AttachResponse.Builder four = wish.toBuilder().setCameraHz(10);
        Camera.RIG.forEach(camera -> four.addCameras(WantedCamera.newBuilder()
                .setLogicalId(camera.id())
                .setWidth(112)
                .setHeight(64)));
        wish = four.build();
        drive(10);
        pictures.clear();
        drive(5);
        assertThat(camerasTold).containsExactly(1, 4);
        assertThat(pictures)
                .hasSize(4)
                .allSatisfy((_, picture) -> assertThat(size(picture)).isEqualTo("png 112x64"));
        assertThat(pictures.values().stream()
                        .map(picture -> picture.getCameraImage().getFrameEndUs()))
                .as("the last shutters")
                .allSatisfy(end -> assertThat(end).isGreaterThan(city.timeMicros() - 300_000));
    }

    @Test
    void aCameraThatTheCarDoesNotHaveEndsTheLink() throws InterruptedException {
        drive(5);
        wish = wish.toBuilder()
                .addCameras(WantedCamera.newBuilder()
                        .setLogicalId("camera_of_dreams")
                        .setWidth(112)
                        .setHeight(64))
                .build();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (link.connected() && System.nanoTime() < deadline) {
            city.step();
            link.offer(Moment.of(city.cars().getFirst(), city.timeMicros()));
            thread.join(java.time.Duration.ofMillis(5));
        }
        assertThat(link.connected()).isFalse();
    }

    private static String size(RolloutCameraImage picture) {
        byte[] bytes = picture.getCameraImage().getImageBytes().toByteArray();
        try {
            var image = ImageIO.read(new ByteArrayInputStream(bytes));
            return (bytes[0] == (byte) 0xff ? "jpeg " : "png ") + image.getWidth() + "x" + image.getHeight();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aHistoryThatIsStillTooShortIsNoReasonToBeginAgain() throws InterruptedException {
        tooShort.set(3);
        drive(20);
        assertThat(tooShort.get()).isNegative();
        assertThat(sessions.get()).isEqualTo(1);
    }

    @Test
    void aRestartedAgentGetsItsCarBack() throws InterruptedException, IOException {
        drive(20);
        int port = server.getPort();
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        newest.clear();
        server = agent(port);
        long before = link.exchanges();
        drive(30);
        assertThat(link.exchanges()).isGreaterThan(before + 10);
        assertThat(link.connected()).isTrue();
    }

    /** Steps the world as soon as the agent has answered, or after a while without an answer. */
    private void drive(int exchangesWanted) throws InterruptedException {
        long goal = link.exchanges() + exchangesWanted;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (link.exchanges() < goal && System.nanoTime() < deadline) {
            long before = link.exchanges();
            city.step();
            link.offer(Moment.of(city.cars().getFirst(), city.timeMicros()));
            for (int i = 0; i < 50 && link.exchanges() == before; i++) {
                thread.join(java.time.Duration.ofMillis(2));
            }
        }
        assertThat(link.exchanges()).isGreaterThanOrEqualTo(goal);
    }
}
