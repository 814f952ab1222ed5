package robotaxi.city.gate.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import robotaxi.city.gate.Recording;
import robotaxi.city.gate.RolloutTerms;
import robotaxi.city.gate.TimedPose;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Actor;
import robotaxi.city.scene.Scene;
import robotaxi.city.view.Camera;

/** A scene as a file that AlpaSim reads: a stored zip with metadata, the recorded drive, everybody's tracks and the map. */
final class SceneFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SHUTTER_MICROS = 30_000;
    private static final double CAR_HEIGHT_METRES = 1.5;

    private SceneFile() {}

    static void write(Path file, Scene scene) throws IOException {
        Recording recording = Recording.of(scene);
        // Cut to the rollout: AlpaSim measures progress against the whole recording.
        long end = RolloutTerms.DEFAULT.endMicros();
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            add(zip, "metadata.yaml", metadata(scene, end));
            add(zip, "rig_trajectories.json", JSON.writeValueAsString(rig(recording, end)));
            add(zip, "sequence_tracks.json", JSON.writeValueAsString(tracks(scene, end)));
            add(zip, "map.xodr", OpenDrive.of(scene));
        }
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String metadata(Scene scene, long end) {
        StringBuilder cameras = new StringBuilder();
        Camera.RIG.forEach(
                camera -> cameras.append("    - ").append(camera.id()).append('\n'));
        String id = scene.id().toString();
        return "scene_id: " + id + "\n"
                + "version_string: robotaxi-1\n"
                + "training_date: '2026-01-01'\n"
                + "dataset_hash: none\n"
                + "uuid: " + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "\n"
                + "is_resumable: false\n"
                + "sensors:\n  camera_ids:\n" + cameras + "  lidar_ids: []\n"
                + "logger:\n  name: none\n  run_id: none\n  run_url: ''\n"
                + "time_range:\n  start: " + Recording.START_MICROS / 1e6 + "\n  end: " + end / 1e6 + "\n"
                + "training_step_outputs: {}\n";
    }

    private static ObjectNode rig(Recording recording, long end) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("world_to_nre").set("matrix", matrix(new Pose(0, 0, 0)));
        root.set("T_world_base", matrix(new Pose(0, 0, 0)));
        ObjectNode calibrations = root.putObject("camera_calibrations");
        ObjectNode drive = root.putArray("rig_trajectories").addObject();
        drive.put("sequence_id", recording.scene().id().toString());
        ArrayNode times = drive.putArray("T_rig_world_timestamps_us");
        ArrayNode poses = drive.putArray("T_rig_worlds");
        for (TimedPose pose : recording.poses(end)) {
            times.add(pose.micros());
            poses.add(matrix(pose.pose()));
        }
        ObjectNode frames = drive.putObject("cameras_frame_timestamps_us");
        for (Camera camera : Camera.RIG) {
            calibrations.putObject(camera.id() + "@rig").put("logical_sensor_name", camera.id());
            ArrayNode shutters = frames.putArray(camera.id() + "@rig");
            for (long time = RolloutTerms.renderStartMicros(); time <= end; time += Recording.STEP_MICROS) {
                shutters.addArray().add(time - SHUTTER_MICROS).add(time);
            }
        }
        ObjectNode box = drive.putObject("rig_bbox");
        box.putArray("rot").add(0).add(0).add(0);
        box.putArray("centroid").add(Recording.car().centreAhead()).add(0).add(CAR_HEIGHT_METRES / 2);
        box.putArray("dim")
                .add(Recording.CAR_LENGTH_METRES)
                .add(Recording.CAR_WIDTH_METRES)
                .add(CAR_HEIGHT_METRES);
        return root;
    }

    private static ArrayNode matrix(Pose pose) {
        double cos = Math.cos(pose.heading());
        double sin = Math.sin(pose.heading());
        double[][] rows = {{cos, -sin, 0, pose.x()}, {sin, cos, 0, pose.y()}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        ArrayNode matrix = JSON.createArrayNode();
        for (double[] row : rows) {
            ArrayNode numbers = matrix.addArray();
            for (double number : row) {
                numbers.add(number);
            }
        }
        return matrix;
    }

    private static ObjectNode tracks(Scene scene, long end) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode sequence = root.putObject(scene.id().toString());
        ObjectNode data = sequence.putObject("tracks_data");
        ArrayNode ids = data.putArray("tracks_id");
        ArrayNode labels = data.putArray("tracks_label_class");
        ArrayNode flags = data.putArray("tracks_flags");
        ArrayNode times = data.putArray("tracks_timestamps_us");
        ArrayNode poses = data.putArray("tracks_poses");
        ArrayNode sizes = sequence.putObject("cuboidtracks_data").putArray("cuboids_dims");
        for (Actor actor : scene.actors()) {
            ids.add(actor.id());
            labels.add(label(actor));
            // All are sent to the renderer: what stands may be just what the scene is about.
            flags.add("CONTROLLABLE");
            ArrayNode when = times.addArray();
            ArrayNode where = poses.addArray();
            double height = actor.kind().heightMetres();
            for (long time = Recording.START_MICROS; time <= end; time += Recording.STEP_MICROS) {
                Pose pose = actor.bodyAt((time - Recording.START_MICROS) / 1e6).centre();
                when.add(time);
                where.addArray()
                        .add(pose.x())
                        .add(pose.y())
                        .add(height / 2)
                        .add(0)
                        .add(0)
                        .add(Math.sin(pose.heading() / 2))
                        .add(Math.cos(pose.heading() / 2));
            }
            sizes.addArray()
                    .add(actor.kind().lengthMetres())
                    .add(actor.kind().widthMetres())
                    .add(height);
        }
        return root;
    }

    private static String label(Actor actor) {
        return switch (actor.kind()) {
            case FLEET, CAR -> "automobile";
            case EMERGENCY -> "heavy_truck";
            case PEDESTRIAN, MARSHAL -> "person";
            case CYCLIST, SCOOTER -> "rider";
            case CONE -> "protruding_object";
        };
    }
}
