package robotaxi.city.gate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import robotaxi.city.scene.Scene;
import robotaxi.city.scene.SceneGenerator;
import robotaxi.city.scene.Template;

class SceneFileTest {
    private static final Scene SCENE = SceneGenerator.scene(5, Template.LEFT_TURN, 0);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("scene.usdz");
        SceneFile.write(file, SCENE);
    }

    private byte[] member(String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void itIsAStoredZipOfWhatAlpaSimAsksFor() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(Collections.list(zip.entries()))
                    .allMatch(entry -> entry.getMethod() == ZipEntry.STORED)
                    .extracting(ZipEntry::getName)
                    .containsExactly("metadata.yaml", "rig_trajectories.json", "sequence_tracks.json", "map.xodr");
        }
        assertThat(new String(member("metadata.yaml"), StandardCharsets.UTF_8))
                .contains("scene_id: " + SCENE.id())
                .contains("camera_front_tele_30fov");
    }

    @Test
    void theRecordingIsCutToTheRollout() throws IOException {
        JsonNode drive = new ObjectMapper()
                .readTree(member("rig_trajectories.json"))
                .path("rig_trajectories")
                .path(0);
        JsonNode times = drive.path("T_rig_world_timestamps_us");
        assertThat(times.path(times.size() - 1).asLong() - times.path(0).asLong())
                .isEqualTo(12_100_000);
        assertThat(drive.path("T_rig_worlds").size()).isEqualTo(times.size());
        JsonNode first = drive.path("T_rig_worlds").path(0);
        assertThat(first.path(0).path(3).asDouble())
                .isCloseTo(SCENE.start().rearAxle().x(), within(1e-9));
        drive.path("cameras_frame_timestamps_us")
                .forEach(frames ->
                        frames.forEach(frame -> assertThat(frame.path(1).asLong())
                                .isGreaterThan(frame.path(0).asLong())));
    }

    @Test
    void everybodyHasATrackOfOneLength() throws IOException {
        JsonNode sequence = new ObjectMapper()
                .readTree(member("sequence_tracks.json"))
                .path(SCENE.id().toString());
        int actors = SCENE.actors().size();
        assertThat(sequence.path("tracks_data").path("tracks_id").size()).isEqualTo(actors);
        assertThat(sequence.path("tracks_data").path("tracks_poses").size()).isEqualTo(actors);
        assertThat(sequence.path("cuboidtracks_data").path("cuboids_dims").size())
                .isEqualTo(actors);
        assertThat(sequence.path("tracks_data")
                        .path("tracks_poses")
                        .path(0)
                        .path(0)
                        .size())
                .isEqualTo(7);
    }

    @Test
    void theMapHasTheRoadsWithTheirLanes() throws Exception {
        try (InputStream in = new java.io.ByteArrayInputStream(member("map.xodr"))) {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
            assertThat(root.getElementsByTagName("road").getLength()).isEqualTo(2);
            assertThat(root.getElementsByTagName("width").getLength()).isEqualTo(8);
            Element road = (Element) root.getElementsByTagName("road").item(0);
            assertThat(Double.parseDouble(road.getAttribute("length"))).isCloseTo(320, within(1e-6));
        }
    }
}
