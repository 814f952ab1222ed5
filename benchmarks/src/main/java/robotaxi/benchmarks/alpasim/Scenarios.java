package robotaxi.benchmarks.alpasim;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;

/** What the runtime does to a driver, and what it must get. A scenario answers what was wrong, or nothing. */
final class Scenarios {
    private static final int STEPS = 10;
    private static final int FIRST_PLAN = 3;
    private static final int POINTS = 65;
    private static final int LARGEST = (64 << 20) - 4096;
    private static final double PLACE_METRES = 0.001;
    private static final double SPEED_OFF = 1.5;

    private final DriverClient client;
    private final Pictures pictures;
    private final long seed;
    private int sessions;

    Scenarios(DriverClient client, long seed) {
        this.client = client;
        this.seed = seed;
        this.pictures = new Pictures(seed);
    }

    /** One of them. */
    interface Scenario {
        /** What was wrong; empty if nothing. */
        String play();
    }

    Map<String, Scenario> all() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("submits at the same time in any order", this::anyOrder);
        all.put("too few frames are no error and no plan", this::tooFewFrames);
        all.put("a plan covers 6.4 s from the newest own pose", this::shapeOfAPlan);
        all.put("samples and reasoning are in the debug field", this::debugField);
        all.put("no history", this::noHistory);
        all.put("stale history", this::staleHistory);
        all.put("unknown sessions", this::unknownSessions);
        all.put("unknown camera", this::unknownCamera);
        all.put("cameras that the model does not use", this::otherCameras);
        all.put("an image that is none", this::noImage);
        all.put("an image that is cut off", this::cutImage);
        all.put("a second frame of the same time", this::secondFrame);
        all.put("a message of 64 MiB", this::largeMessage);
        all.put("a message that is too large", this::tooLarge);
        all.put("a route that ends in NaN", () -> nanRoute(6));
        all.put("a route of nothing but NaN", () -> nanRoute(0));
        all.put("zero dynamic states under force-GT", this::zeroStates);
        all.put("a session id that is open", this::openId);
        all.put("a retry under a new id", this::retryNewId);
        all.put("a retry under the same id", this::retrySameId);
        all.put("frames and poses without end", this::bounded);
        all.put("eight rollouts at the same time", this::manyAtOnce);
        all.put("the version never changes", this::version);
        return all;
    }

    private String open() {
        String id = "run-" + seed + "-" + sessions++;
        client.start(id, seed);
        return id;
    }

    private Rollout rollout(String id) {
        return new Rollout(client, id, pictures, seed + sessions);
    }

    private static String expect(Status.Code expected, Runnable call) {
        Status.Code got = DriverClient.status(call);
        return got == expected ? "" : "status " + got + " instead of " + expected;
    }

    private static String first(String... wrongs) {
        for (String wrong : wrongs) {
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        return "";
    }

    private String anyOrder() {
        String id = open();
        List<DriveResponse> answers = rollout(id).drive(0, STEPS);
        client.close(id);
        for (int step = FIRST_PLAN; step < STEPS; step++) {
            if (answers.get(step).getTrajectory().getPosesCount() != POINTS) {
                return "no plan at step " + step;
            }
        }
        return "";
    }

    private String tooFewFrames() {
        String id = open();
        List<DriveResponse> answers = rollout(id).drive(0, FIRST_PLAN);
        client.close(id);
        return answers.stream().allMatch(answer -> answer.getTrajectory().getPosesCount() == 0)
                ? ""
                : "a plan from fewer than four frames";
    }

    private DriveResponse lastOf(Rollout rollout, String id) {
        DriveResponse last = rollout.drive(0, STEPS).getLast();
        client.close(id);
        return last;
    }

    private String shapeOfAPlan() {
        String id = open();
        var poses = lastOf(rollout(id), id).getTrajectory().getPosesList();
        var start = Rollout.pose(STEPS - 1);
        for (int k = 0; k < poses.size(); k++) {
            if (poses.get(k).getTimestampUs() != start.getTimestampUs() + k * Rollout.STEP_US) {
                return "point " + k + " is at another time";
            }
            if (Math.abs(poses.get(k).getPose().getVec().getZ() - Rollout.HEIGHT) > PLACE_METRES) {
                return "z is not kept";
            }
        }
        double off = Math.hypot(
                poses.getFirst().getPose().getVec().getX()
                        - start.getPose().getVec().getX(),
                poses.getFirst().getPose().getVec().getY()
                        - start.getPose().getVec().getY());
        return off > PLACE_METRES ? "the first point is not the newest own pose" : "";
    }

    private String debugField() {
        String id = open();
        var debug = lastOf(rollout(id), id).getDebugInfo();
        String pickle = debug.getUnstructuredDebugInfo().toStringUtf8();
        return first(
                debug.getSampledTrajectoriesCount() < 1 ? "no samples" : "",
                debug.getSampledTrajectoriesCount() > 0
                                && debug.getSampledTrajectories(0).getPosesCount() != POINTS
                        ? "a sample of another length"
                        : "",
                pickle.startsWith("(d") && pickle.endsWith(".") ? "" : "no pickle of a dictionary",
                pickle.contains("Vreasoning_text\nV") ? "" : "no reasoning",
                pickle.contains("Vsafe_trajectory\nI0") ? "" : "no word on safety",
                pickle.contains("Vcommand_name\nVSTRAIGHT\n") ? "" : "no command");
    }

    private String noHistory() {
        String id = open();
        String wrong = expect(Status.Code.FAILED_PRECONDITION, () -> client.drive(id, Rollout.FIRST_US));
        client.close(id);
        return wrong;
    }

    private String staleHistory() {
        String id = open();
        Rollout rollout = rollout(id);
        rollout.drive(0, STEPS);
        Pictures.CAMERAS.forEach(camera -> rollout.submitImage(camera, STEPS + 20));
        String wrong = expect(Status.Code.FAILED_PRECONDITION, () -> client.drive(id, Rollout.time(STEPS + 20)));
        client.close(id);
        return wrong;
    }

    private String unknownSessions() {
        Rollout nobody = rollout("nobody");
        return first(
                expect(Status.Code.NOT_FOUND, () -> nobody.submitImage(Pictures.CAMERAS.getFirst(), 0)),
                expect(Status.Code.NOT_FOUND, () -> nobody.submitEgo(0)),
                expect(Status.Code.NOT_FOUND, () -> nobody.submitRoute(0)),
                expect(Status.Code.NOT_FOUND, () -> nobody.submitGroundTruth(0)),
                expect(Status.Code.NOT_FOUND, () -> client.drive("nobody", 0)),
                expect(Status.Code.NOT_FOUND, () -> client.close("nobody")));
    }

    /** After whatever went wrong in it, the session must still drive. */
    private String thenDrives(String id, String wrong) {
        boolean plans = lastOf(rollout(id), id).getTrajectory().getPosesCount() == POINTS;
        return first(wrong, plans ? "" : "the session does not go on");
    }

    private String unknownCamera() {
        String id = open();
        return thenDrives(
                id,
                expect(
                        Status.Code.INVALID_ARGUMENT,
                        () -> rollout(id)
                                .submitImage(
                                        "camera_of_nobody",
                                        Rollout.FIRST_US,
                                        pictures.of(Pictures.CAMERAS.getFirst(), 0))));
    }

    private String otherCameras() {
        String id = open();
        return thenDrives(
                id,
                expect(
                        Status.Code.OK,
                        () -> rollout(id)
                                .submitImage(
                                        "camera_rear_tele_30fov",
                                        Rollout.FIRST_US,
                                        pictures.of(Pictures.CAMERAS.getFirst(), 0))));
    }

    private String noImage() {
        String id = open();
        return thenDrives(
                id,
                expect(
                        Status.Code.INVALID_ARGUMENT,
                        () -> rollout(id)
                                .submitImage(Pictures.CAMERAS.getFirst(), 1, ByteString.copyFromUtf8("no image"))));
    }

    private String cutImage() {
        String id = open();
        Rollout rollout = rollout(id);
        rollout.drive(0, STEPS);
        ByteString whole = pictures.of(Pictures.CAMERAS.getFirst(), STEPS);
        for (String camera : Pictures.CAMERAS) {
            rollout.submitImage(camera, Rollout.time(STEPS), whole.substring(0, 40));
        }
        rollout.submitEgo(STEPS);
        rollout.submitRoute(STEPS);
        String wrong = expect(Status.Code.INVALID_ARGUMENT, () -> client.drive(id, Rollout.time(STEPS)));
        boolean goesOn =
                rollout.drive(STEPS + 5, STEPS + 10).getLast().getTrajectory().getPosesCount() == POINTS;
        client.close(id);
        return first(wrong, goesOn ? "" : "the session does not go on");
    }

    private String secondFrame() {
        String id = open();
        Rollout rollout = rollout(id);
        rollout.submitImage(Pictures.CAMERAS.getFirst(), 0);
        String wrong = expect(Status.Code.ALREADY_EXISTS, () -> rollout.submitImage(Pictures.CAMERAS.getFirst(), 0));
        client.close(id);
        return wrong;
    }

    private String largeMessage() {
        String id = open();
        ByteString image = pictures.of(Pictures.CAMERAS.getFirst(), 0);
        ByteString large = image.concat(ByteString.copyFrom(new byte[LARGEST - image.size()]));
        return thenDrives(
                id,
                expect(
                        Status.Code.OK,
                        () -> rollout(id).submitImage("camera_rear_tele_30fov", Rollout.FIRST_US, large)));
    }

    private String tooLarge() {
        String id = open();
        ByteString large = ByteString.copyFrom(new byte[LARGEST + (1 << 20)]);
        return thenDrives(
                id,
                expect(
                        Status.Code.RESOURCE_EXHAUSTED,
                        () -> rollout(id).submitImage("camera_rear_tele_30fov", Rollout.FIRST_US, large)));
    }

    private String nanRoute(int known) {
        String id = open();
        boolean plans =
                lastOf(rollout(id).withWaypoints(known), id).getTrajectory().getPosesCount() == POINTS;
        return plans ? "" : "no plan";
    }

    private String zeroStates() {
        String id = open();
        var poses = lastOf(rollout(id).withZeroStates(), id).getTrajectory().getPosesList();
        if (poses.size() != POINTS) {
            return "no plan";
        }
        double moved = Math.hypot(
                poses.get(1).getPose().getVec().getX()
                        - poses.get(0).getPose().getVec().getX(),
                poses.get(1).getPose().getVec().getY()
                        - poses.get(0).getPose().getVec().getY());
        double speed = moved * 1e6 / Rollout.STEP_US;
        return Math.abs(speed - Rollout.SPEED) > SPEED_OFF
                ? "plans from %.1f m/s, the poses say %.1f".formatted(speed, Rollout.SPEED)
                : "";
    }

    private String openId() {
        String id = open();
        return thenDrives(id, expect(Status.Code.ALREADY_EXISTS, () -> client.start(id, seed)));
    }

    private String retryNewId() {
        String broken = open();
        rollout(broken).submitAll(0);
        String id = open();
        String wrong = thenDrives(id, "");
        client.close(broken);
        return wrong;
    }

    private String retrySameId() {
        String id = open();
        rollout(id).drive(0, STEPS);
        client.close(id);
        String gone = expect(Status.Code.NOT_FOUND, () -> client.drive(id, Rollout.time(STEPS)));
        client.start(id, seed);
        List<DriveResponse> again = rollout(id).drive(0, FIRST_PLAN);
        client.close(id);
        return first(
                gone,
                again.getLast().getTrajectory().getPosesCount() == 0 ? "" : "frames of the closed session were kept");
    }

    private String bounded() {
        String id = open();
        Rollout rollout = rollout(id);
        for (int step = 0; step < 300; step++) {
            rollout.submitImage(
                    Pictures.CAMERAS.getFirst(),
                    Rollout.time(step),
                    pictures.of(Pictures.CAMERAS.getFirst(), step % STEPS));
            rollout.submitEgo(step);
        }
        Rollout late = rollout(id);
        boolean plans = late.drive(300, 310).getLast().getTrajectory().getPosesCount() == POINTS;
        client.close(id);
        return plans ? "" : "no plan after many frames";
    }

    private String manyAtOnce() {
        String alone = open();
        DriveResponse expected = lastOf(rollout(alone), alone);
        List<Future<DriveResponse>> others = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String id = open();
                Rollout rollout = rollout(id);
                others.add(threads.submit(() -> lastOf(rollout, id)));
            }
            for (Future<DriveResponse> other : others) {
                if (!other.get().equals(expected)) {
                    return "another answer than alone";
                }
            }
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (ExecutionException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String version() {
        var version = client.version();
        return first(
                version.getVersionId().isEmpty() ? "no version" : "",
                version.getGrpcApiVersion().getMinor() == 54 ? "" : "another API version",
                client.version().equals(version) ? "" : "another version the second time");
    }
}
