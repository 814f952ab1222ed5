package robotaxi.onboard.door.adapter;

import robotaxi.contracts.alpasim.common.DynamicState;
import robotaxi.contracts.alpasim.common.Pose;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.Quat;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.common.Vec3;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;

/** Between the wire's poses and ours. */
final class RigPoses {
    private RigPoses() {}

    static EgoState fromWire(PoseAtTime at, DynamicState state) {
        Quat q = at.getPose().getQuat();
        double yaw = Math.atan2(
                2 * (q.getW() * q.getZ() + q.getX() * q.getY()), 1 - 2 * (q.getY() * q.getY() + q.getZ() * q.getZ()));
        Pose2 pose =
                new Pose2(at.getPose().getVec().getX(), at.getPose().getVec().getY(), yaw);
        double told = state.getLinearVelocity().getX();
        // AlpaSim sends empty states while it moves the car along a recording: then the poses tell the speed.
        double speed = told == 0 ? Double.NaN : told;
        return new EgoState(
                at.getTimestampUs(),
                pose,
                at.getPose().getVec().getZ(),
                speed,
                state.getLinearAcceleration().getX(),
                state.getAngularVelocity().getZ());
    }

    static Trajectory toWire(EgoState from, robotaxi.onboard.supervisor.Trajectory plan) {
        Trajectory.Builder out = Trajectory.newBuilder();
        for (int k = 0; k < plan.x().length; k++) {
            out.addPoses(PoseAtTime.newBuilder()
                    .setTimestampUs(from.timeUs() + k * 100_000L)
                    .setPose(Pose.newBuilder()
                            .setVec(Vec3.newBuilder()
                                    .setX((float) plan.x()[k])
                                    .setY((float) plan.y()[k])
                                    .setZ((float) from.z()))
                            .setQuat(Quat.newBuilder()
                                    .setW((float) Math.cos(plan.yaw()[k] / 2))
                                    .setZ((float) Math.sin(plan.yaw()[k] / 2)))));
        }
        return out.build();
    }
}
