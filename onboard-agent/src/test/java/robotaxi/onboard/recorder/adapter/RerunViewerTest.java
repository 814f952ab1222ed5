package robotaxi.onboard.recorder.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static robotaxi.onboard.recorder.adapter.ForeignReaders.BEGIN_US;
import static robotaxi.onboard.recorder.adapter.ForeignReaders.EACH_US;
import static robotaxi.onboard.recorder.adapter.ForeignReaders.FRAMES;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonMap;

/** Rerun's web viewer, unchanged and in a real browser, opens a clip of ours. It is stricter with schemas than the format's own library. */
class RerunViewerTest {
    @TempDir
    Path folder;

    @Test
    void theViewerImportsTheClipAndKnowsWhenItBeganAndEnded() throws Exception {
        assumeTrue(ForeignReaders.isInstalled("npm"), "npm is not installed");
        assumeTrue(
                ForeignReaders.isInstalled("chromium") || ForeignReaders.isInstalled("google-chrome"),
                "no Chromium is installed");
        ForeignReaders.install(
                Path.of("src/test/rerun"), folder, "open.mjs", "package.json", "package-lock.json", ".npmrc");
        Path clip = ForeignReaders.clip(folder);

        String said = ForeignReaders.run(folder, "node", "open.mjs", clip.toString());
        JsonMap made = Json.object(said.lines().reduce((_, last) -> last).orElse("{}"));

        assertThat(made.findString("fault")).isEmpty();
        assertThat(made.string("source")).isEqualTo("McapImporter");
        assertThat(made.string("timeline")).isEqualTo("message_log_time");
        assertThat(made.string("fromNanos")).isEqualTo(Long.toString(BEGIN_US * 1_000));
        assertThat(made.string("toNanos")).isEqualTo(Long.toString((BEGIN_US + (FRAMES - 1) * EACH_US) * 1_000));
    }
}
