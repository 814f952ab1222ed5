package robotaxi.onboard.door.adapter;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.vehiclebus.v1.AttachRequest;
import robotaxi.contracts.vehiclebus.v1.AttachResponse;
import robotaxi.contracts.vehiclebus.v1.VehicleBusGrpc;
import robotaxi.contracts.vehiclebus.v1.WantedCamera;
import robotaxi.onboard.door.BodyWish;
import robotaxi.onboard.door.BusPort;
import robotaxi.onboard.door.BusReport;
import robotaxi.onboard.mission.BodyReport;

/** The vehicle bus of every hosted car. */
public final class BusDoor extends VehicleBusGrpc.VehicleBusImplBase {
    private final Map<String, ? extends BusPort> cars;

    /** For these cars, by fleet id. */
    public BusDoor(Map<String, ? extends BusPort> cars) {
        this.cars = cars;
    }

    @Override
    public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> out) {
        return new StreamObserver<>() {
            private @Nullable BusPort car;

            @Override
            public void onNext(AttachRequest request) {
                BusPort port = car;
                if (port == null) {
                    port = cars.get(request.getVehicleId());
                    car = port;
                }
                if (port == null) {
                    out.onError(Status.NOT_FOUND
                            .withDescription("no hosted car " + request.getVehicleId())
                            .asRuntimeException());
                    return;
                }
                out.onNext(toWire(port.report(fromWire(request))));
            }

            @Override
            public void onError(Throwable problem) {
                // The other side is gone. The control loop notices by itself that reports are missing.
            }

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }

    private static BusReport fromWire(AttachRequest request) {
        return new BusReport(
                request.getTimeUs(),
                request.getBatteryPercent(),
                request.getOdometerMetres(),
                new BodyReport(request.getDoorsClosed(), request.getDoorsLocked(), request.getOccupied()),
                request.getAccelerationMetresPerSecondSquared(),
                request.getCollided(),
                request.getRiderReport(),
                request.getTracksList().stream()
                        .map(track -> new BusReport.RadarTrack(
                                track.getTrackId(),
                                track.getXMetres(),
                                track.getYMetres(),
                                track.getSpeedXMetresPerSecond(),
                                track.getSpeedYMetresPerSecond(),
                                track.getLengthMetres(),
                                track.getWidthMetres(),
                                track.getKind()))
                        .toList());
    }

    private static AttachResponse toWire(BodyWish wish) {
        AttachResponse.Builder out = AttachResponse.newBuilder();
        wish.cameras()
                .forEach(camera -> out.addCameras(WantedCamera.newBuilder()
                        .setLogicalId(camera.id())
                        .setWidth(camera.width())
                        .setHeight(camera.height())));
        return out.setDoorsLocked(wish.doorsLocked())
                .setHazardLights(wish.hazardLights())
                .setHorn(wish.horn())
                .setPassengerStop(wish.passengerStop())
                .setCameraHz((float) wish.cameraHz())
                .setDriving(wish.driving())
                .build();
    }
}
