package robotaxi.onboard.car.adapter;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import robotaxi.contracts.alpasim.common.DynamicState;
import robotaxi.contracts.alpasim.common.Pose;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.Quat;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.common.Vec3;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.vehiclebus.v1.AttachRequest;
import robotaxi.contracts.vehiclebus.v1.AttachResponse;
import robotaxi.contracts.vehiclebus.v1.VehicleBusGrpc;

/** A world of one car that goes exactly where it is told, and one passenger who gets in and out of open doors. */
final class FakeWorld implements AutoCloseable {
    private static final String CAR = "car-01";

    private final ManagedChannel channel;
    private final EgodriverServiceGrpc.EgodriverServiceBlockingStub door;
    private final StreamObserver<AttachRequest> bus;
    private final BlockingQueue<AttachResponse> wishes = new LinkedBlockingQueue<>();
    private final byte[] jpeg;
    private AttachResponse wish =
            AttachResponse.newBuilder().setDoorsLocked(true).build();
    private long timeUs = 1_795_000_000_000_000L;
    private double speed;
    private double acceleration;
    private Pose pose = Pose.newBuilder()
            .setVec(Vec3.newBuilder())
            .setQuat(Quat.newBuilder().setW(1))
            .build();
    private boolean occupied;
    private int openTicks;
    boolean brakesHard;
    /** Where the middle of a parked vehicle is, metres east of the start; in the right half of the lane. Not a number if there is none. */
    double parkedAt = Double.NaN;

    /** An ambulance drives beside the road, 40 m ahead of wherever the car is. */
    boolean ambulance;

    FakeWorld(int port) throws IOException {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        door = EgodriverServiceGrpc.newBlockingStub(channel);
        var _ = door.startSession(
                DriveSessionRequest.newBuilder().setSessionUuid(CAR).build());
        bus = VehicleBusGrpc.newStub(channel).attach(new StreamObserver<>() {
            @Override
            public void onNext(AttachResponse response) {
                wishes.add(response);
            }

            @Override
            public void onError(Throwable problem) {}

            @Override
            public void onCompleted() {}
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(224, 128, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        jpeg = out.toByteArray();
    }

    void tick() throws InterruptedException {
        timeUs += 100_000;
        var _ = door.submitEgomotionObservation(RolloutEgoTrajectory.newBuilder()
                .setSessionUuid(CAR)
                .setTrajectory(Trajectory.newBuilder()
                        .addPoses(PoseAtTime.newBuilder().setTimestampUs(timeUs).setPose(pose)))
                .addDynamicStates(DynamicState.newBuilder()
                        .setLinearVelocity(Vec3.newBuilder().setX((float) speed))
                        .setLinearAcceleration(Vec3.newBuilder().setX((float) acceleration)))
                .build());
        if (wish.getCameraHz() > 0 && timeUs % 200_000 == 0) {
            var _ = door.submitImageObservation(RolloutCameraImage.newBuilder()
                    .setSessionUuid(CAR)
                    .setCameraImage(RolloutCameraImage.CameraImage.newBuilder()
                            .setFrameEndUs(timeUs)
                            .setLogicalId("camera_front_wide_120fov")
                            .setImageBytes(ByteString.copyFrom(jpeg)))
                    .build());
        }
        passenger();
        AttachRequest.Builder report = AttachRequest.newBuilder();
        if (!Double.isNaN(parkedAt)) {
            report.addTracks(parked());
        }
        if (ambulance) {
            report.addTracks(ambulance());
        }
        bus.onNext(report.setVehicleId(CAR)
                .setTimeUs(timeUs)
                .setBatteryPercent(80)
                .setDoorsClosed(openTicks == 0)
                .setDoorsLocked(wish.getDoorsLocked())
                .setOccupied(occupied)
                .setAccelerationMetresPerSecondSquared(brakesHard ? -5 : (float) acceleration)
                .build());
        AttachResponse answer = wishes.poll(10, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("the bus does not answer");
        }
        wish = answer;
        move(door.drive(DriveRequest.newBuilder()
                        .setSessionUuid(CAR)
                        .setTimeNowUs(timeUs)
                        .setTimeQueryUs(timeUs + 100_000)
                        .build())
                .getTrajectory());
    }

    private robotaxi.contracts.vehiclebus.v1.RadarTrack parked() {
        double yaw = 2 * Math.atan2(pose.getQuat().getZ(), pose.getQuat().getW());
        double east = parkedAt - x();
        double north = -0.9 - pose.getVec().getY();
        return robotaxi.contracts.vehiclebus.v1.RadarTrack.newBuilder()
                .setTrackId("parked")
                .setKind("car")
                .setXMetres((float) (east * Math.cos(yaw) + north * Math.sin(yaw) - 3.8))
                .setYMetres((float) (-east * Math.sin(yaw) + north * Math.cos(yaw)))
                .setLengthMetres(4.4f)
                .setWidthMetres(1.8f)
                .build();
    }

    private robotaxi.contracts.vehiclebus.v1.RadarTrack ambulance() {
        return robotaxi.contracts.vehiclebus.v1.RadarTrack.newBuilder()
                .setTrackId("ambulance")
                .setKind("emergency-vehicle")
                .setXMetres(40)
                .setYMetres(25)
                .setSpeedXMetresPerSecond((float) speed)
                .setLengthMetres(5.8f)
                .setWidthMetres(2.1f)
                .build();
    }

    private void passenger() {
        if (wish.getPassengerStop() && !wish.getDoorsLocked()) {
            openTicks++;
            if (openTicks == 20) {
                occupied = !occupied;
                openTicks = 0;
            }
        } else {
            openTicks = 0;
        }
    }

    private void move(Trajectory plan) {
        double before = speed;
        if (plan.getPosesCount() == 0) {
            speed = 0;
        } else {
            Pose next = plan.getPoses(1).getPose();
            speed = 10
                    * Math.hypot(
                            next.getVec().getX() - pose.getVec().getX(),
                            next.getVec().getY() - pose.getVec().getY());
            pose = next;
        }
        acceleration = (speed - before) * 10;
    }

    boolean stands() {
        return speed < 0.05;
    }

    double x() {
        return pose.getVec().getX();
    }

    AttachResponse wish() {
        return wish;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
