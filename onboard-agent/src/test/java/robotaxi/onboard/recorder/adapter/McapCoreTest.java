package robotaxi.onboard.recorder.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static robotaxi.onboard.recorder.adapter.ForeignReaders.FRAMES;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonMap;

/** The format's own library, unchanged, reads a clip of ours. */
class McapCoreTest {
    @TempDir
    Path folder;

    @Test
    void theFormatsOwnLibraryReadsEveryRecordAndDecodesEachMessage() throws Exception {
        assumeTrue(ForeignReaders.isInstalled("npm"), "npm is not installed");
        ForeignReaders.install(
                Path.of("src/test/mcap-core"), folder, "read.mjs", "package.json", "package-lock.json", ".npmrc");
        Path clip = ForeignReaders.clip(folder);

        String said = ForeignReaders.run(folder, "node", "read.mjs", clip.toString());
        JsonMap found = Json.object(said.lines().reduce((_, last) -> last).orElse("{}"));

        assertThat(said).doesNotContain("error").contains("\"done\":true", "\"sorted\":true");
        JsonMap topics = found.map("topics");
        assertThat(topics.whole("/camera/front_wide")).isEqualTo(FRAMES);
        assertThat(topics.whole("/vehicle/can")).isEqualTo(FRAMES);
        assertThat(topics.whole("/plan/candidates")).isEqualTo(FRAMES);
        assertThat(topics.whole("/objects")).isEqualTo(FRAMES);
        assertThat(topics.whole("/calib/front_wide")).isEqualTo(1);
        assertThat(found.string("text")).isEqualTo("I brake for the bag ahead.");
        assertThat(found.whole("streamed")).isEqualTo(found.whole("counted"));
        assertThat(found.map("metadata").map("incident").string("event_id")).isEqualTo("car-01/safety/1");
        assertThat(found.map("metadata").map("incident").string("triggers")).isEqualTo("hard-brake,collision");
    }
}
