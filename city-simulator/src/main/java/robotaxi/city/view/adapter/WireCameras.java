package robotaxi.city.view.adapter;

import robotaxi.city.road.adapter.WirePoses;
import robotaxi.city.view.Camera;
import robotaxi.contracts.alpasim.common.Pose;
import robotaxi.contracts.alpasim.common.Quat;
import robotaxi.contracts.alpasim.sensorsim.AvailableCamerasReturn.AvailableCamera;
import robotaxi.contracts.alpasim.sensorsim.CameraSpec;
import robotaxi.contracts.alpasim.sensorsim.OpenCVPinholeCameraParam;
import robotaxi.contracts.alpasim.sensorsim.ShutterType;

/** A car's cameras as AlpaSim's messages describe them. */
public final class WireCameras {
    private WireCameras() {}

    /** A camera that takes pictures of a size in pixels. */
    public static AvailableCamera available(Camera camera, int width, int height) {
        double focal = camera.focalPixels(width);
        CameraSpec spec = CameraSpec.newBuilder()
                .setLogicalId(camera.id())
                .setResolutionW(width)
                .setResolutionH(height)
                .setShutterType(ShutterType.GLOBAL)
                .setOpencvPinholeParam(OpenCVPinholeCameraParam.newBuilder()
                        .setPrincipalPointX(width / 2.0)
                        .setPrincipalPointY(height / 2.0)
                        .setFocalLengthX(focal)
                        .setFocalLengthY(focal))
                .build();
        // z forward, x right, y down, then turned by the camera's yaw about the rig's z axis.
        double cos = Math.cos(camera.yaw() / 2) / 2;
        double sin = Math.sin(camera.yaw() / 2) / 2;
        Pose mount = Pose.newBuilder()
                .setVec(WirePoses.vector(Camera.AHEAD_OF_REAR_AXLE_METRES, 0, Camera.HEIGHT_METRES))
                .setQuat(Quat.newBuilder()
                        .setW((float) (cos + sin))
                        .setX((float) (-cos - sin))
                        .setY((float) (cos - sin))
                        .setZ((float) (-cos + sin)))
                .build();
        return AvailableCamera.newBuilder()
                .setLogicalId(camera.id())
                .setIntrinsics(spec)
                .setRigToCamera(mount)
                .build();
    }
}
