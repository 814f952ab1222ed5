package robotaxi.onboard.door.adapter;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import robotaxi.contracts.alpasim.common.DynamicState;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.common.SessionRequestStatus;
import robotaxi.contracts.alpasim.common.VersionId;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;
import robotaxi.contracts.alpasim.egodriver.GroundTruthRequest;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.alpasim.egodriver.RouteRequest;
import robotaxi.contracts.alpasim.sensorsim.AvailableCamerasReturn.AvailableCamera;
import robotaxi.onboard.door.DriveAnswer;
import robotaxi.onboard.door.DriverSession;
import robotaxi.onboard.door.HistoryTooShortException;
import robotaxi.onboard.door.Pickle;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.ModelFaultException;

/** AlpaSim's driver service: a session of a hosted car's id is that car, any other is one of its own. */
public final class EgodriverDoor extends EgodriverServiceGrpc.EgodriverServiceImplBase {
    private static final ByteString JPEG = ByteString.fromHex("ffd8ff");
    private static final ByteString PNG = ByteString.fromHex("89504e47");
    private static final Set<String> CAMERAS = Set.of(
            "camera_cross_left_120fov",
            Eyes.FRONT_WIDE,
            "camera_cross_right_120fov",
            "camera_rear_left_70fov",
            "camera_rear_tele_30fov",
            "camera_rear_right_70fov",
            "camera_front_tele_30fov");

    private final Map<String, ? extends DriverSession> cars;
    private final Supplier<DriverSession> independent;
    private final String version;
    private final Map<String, DriverSession> open = new ConcurrentHashMap<>();

    /** For these cars, and a maker of sessions of their own. */
    public EgodriverDoor(
            Map<String, ? extends DriverSession> cars, Supplier<DriverSession> independent, String version) {
        this.cars = cars;
        this.independent = independent;
        this.version = version;
    }

    private interface Work<T> {
        T run();
    }

    private static <T> void answer(StreamObserver<T> out, Work<T> work) {
        try {
            T response = work.run();
            out.onNext(response);
            out.onCompleted();
        } catch (HistoryTooShortException e) {
            out.onError(
                    Status.FAILED_PRECONDITION.withDescription(e.getMessage()).asRuntimeException());
        } catch (io.grpc.StatusRuntimeException e) {
            out.onError(e);
        } catch (ModelFaultException e) {
            Status status = e.code().equals("model.frame-unreadable") ? Status.INVALID_ARGUMENT : Status.INTERNAL;
            out.onError(status.withDescription(e.code() + ": " + e.getMessage()).asRuntimeException());
        } catch (RuntimeException e) {
            out.onError(Status.INTERNAL
                    .withDescription(String.valueOf(e.getMessage()))
                    .withCause(e)
                    .asRuntimeException());
        }
    }

    private DriverSession session(String id) {
        DriverSession session = open.get(id);
        if (session == null) {
            throw Status.NOT_FOUND.withDescription("no session " + id).asRuntimeException();
        }
        return session;
    }

    @Override
    public void startSession(DriveSessionRequest request, StreamObserver<SessionRequestStatus> out) {
        answer(out, () -> {
            String id = request.getSessionUuid();
            DriverSession car = cars.get(id);
            DriverSession session = car == null ? independent.get() : car;
            session.begin(request.getRandomSeed());
            // A simulator that died did not close its session; the car itself has only one.
            if (car != null) {
                open.put(id, car);
            } else if (open.putIfAbsent(id, session) != null) {
                throw Status.ALREADY_EXISTS
                        .withDescription("session is open: " + id)
                        .asRuntimeException();
            }
            request.getRolloutSpec().getVehicle().getAvailableCamerasList().stream()
                    .filter(camera -> camera.getIntrinsics().hasOpencvPinholeParam())
                    .forEach(camera -> session.calibrated(calibration(camera)));
            return SessionRequestStatus.getDefaultInstance();
        });
    }

    private static Calibration calibration(AvailableCamera camera) {
        var spec = camera.getIntrinsics();
        var pinhole = spec.getOpencvPinholeParam();
        return new Calibration(
                camera.getLogicalId(),
                spec.getResolutionW(),
                spec.getResolutionH(),
                pinhole.getFocalLengthX(),
                pinhole.getFocalLengthY(),
                pinhole.getPrincipalPointX(),
                pinhole.getPrincipalPointY(),
                pinhole.getRadialCoeffsList(),
                pinhole.getTangentialCoeffsList());
    }

    @Override
    public void closeSession(DriveSessionCloseRequest request, StreamObserver<Empty> out) {
        answer(out, () -> {
            DriverSession session = session(request.getSessionUuid());
            open.remove(request.getSessionUuid(), session);
            session.reset();
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void submitImageObservation(RolloutCameraImage request, StreamObserver<Empty> out) {
        answer(out, () -> {
            var image = request.getCameraImage();
            DriverSession session = session(request.getSessionUuid());
            if (!CAMERAS.contains(image.getLogicalId())) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("unknown camera " + image.getLogicalId())
                        .asRuntimeException();
            }
            if (!isPicture(image.getImageBytes())) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("the image is neither JPEG nor PNG")
                        .asRuntimeException();
            }
            boolean isNew = session.frame(new Frame(
                    image.getLogicalId(),
                    image.getFrameEndUs(),
                    image.getImageBytes().toByteArray()));
            if (!isNew) {
                throw Status.ALREADY_EXISTS
                        .withDescription("a frame of that time is here")
                        .asRuntimeException();
            }
            return Empty.getDefaultInstance();
        });
    }

    private static boolean isPicture(ByteString bytes) {
        return bytes.startsWith(JPEG) || bytes.startsWith(PNG);
    }

    @Override
    public void submitEgomotionObservation(RolloutEgoTrajectory request, StreamObserver<Empty> out) {
        answer(out, () -> {
            DriverSession session = session(request.getSessionUuid());
            int i = 0;
            for (var pose : request.getTrajectory().getPosesList()) {
                DynamicState state = i < request.getDynamicStatesCount()
                        ? request.getDynamicStates(i)
                        : DynamicState.getDefaultInstance();
                session.pose(RigPoses.fromWire(pose, state));
                i++;
            }
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void submitRoute(RouteRequest request, StreamObserver<Empty> out) {
        answer(out, () -> {
            var points = request.getRoute().getWaypointsList();
            session(request.getSessionUuid())
                    .route(
                            points.stream().mapToDouble(point -> point.getX()).toArray(),
                            points.stream().mapToDouble(point -> point.getY()).toArray(),
                            request.getRoute().getTimestampUs());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void submitRecordingGroundTruth(GroundTruthRequest request, StreamObserver<Empty> out) {
        answer(out, () -> {
            session(request.getSessionUuid());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void drive(DriveRequest request, StreamObserver<DriveResponse> out) {
        answer(out, () -> toWire(session(request.getSessionUuid()).drive(request.getTimeNowUs())));
    }

    private static DriveResponse toWire(DriveAnswer answer) {
        DriveResponse.Builder out = DriveResponse.newBuilder();
        if (answer.trajectory().isEmpty()) {
            return out.build();
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("reasoning_text", answer.reasoning());
        words.put("plan_source", answer.source());
        words.putAll(new TreeMap<>(answer.notes()));
        var debug =
                DriveResponse.DebugInfo.newBuilder().setUnstructuredDebugInfo(ByteString.copyFrom(Pickle.of(words)));
        answer.samples().forEach(sample -> debug.addSampledTrajectories(RigPoses.toWire(answer.from(), sample)));
        return out.setTrajectory(
                        RigPoses.toWire(answer.from(), answer.trajectory().get()))
                .setDebugInfo(debug)
                .build();
    }

    @Override
    public void getVersion(Empty request, StreamObserver<VersionId> out) {
        answer(
                out,
                () -> VersionId.newBuilder()
                        .setVersionId(version)
                        .setGrpcApiVersion(
                                VersionId.APIVersion.newBuilder().setMajor(0).setMinor(54))
                        .build());
    }
}
