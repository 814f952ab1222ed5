package robotaxi.city.road.adapter;

import robotaxi.city.road.Pose;
import robotaxi.contracts.alpasim.common.Quat;
import robotaxi.contracts.alpasim.common.Vec3;

/** Between flat poses and AlpaSim's. */
public final class WirePoses {
    private WirePoses() {}

    /** A pose on the ground. */
    public static robotaxi.contracts.alpasim.common.Pose toWire(Pose pose) {
        return robotaxi.contracts.alpasim.common.Pose.newBuilder()
                .setVec(vector(pose.x(), pose.y(), 0))
                .setQuat(Quat.newBuilder()
                        .setW((float) Math.cos(pose.heading() / 2))
                        .setZ((float) Math.sin(pose.heading() / 2)))
                .build();
    }

    /** What of a pose lies in the plane. */
    public static Pose fromWire(robotaxi.contracts.alpasim.common.Pose pose) {
        return new Pose(pose.getVec().getX(), pose.getVec().getY(), heading(pose.getQuat()));
    }

    private static double heading(Quat q) {
        return Math.atan2(
                2.0 * (q.getW() * q.getZ() + q.getX() * q.getY()),
                1 - 2.0 * (q.getY() * q.getY() + q.getZ() * q.getZ()));
    }

    /** Three numbers. */
    public static Vec3 vector(double x, double y, double z) {
        return Vec3.newBuilder().setX((float) x).setY((float) y).setZ((float) z).build();
    }
}
