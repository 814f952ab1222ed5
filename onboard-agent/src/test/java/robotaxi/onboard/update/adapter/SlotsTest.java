package robotaxi.onboard.update.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.update.SlotState;
import robotaxi.onboard.update.TargetFile;

class SlotsTest {
    private static final String SHIPPED = "city-reflex@1.0.0";

    @TempDir
    Path folder;

    private Path zip(String version) throws IOException {
        return Packages.write(folder.resolve("package.zip"), version);
    }

    private Slots slots() throws IOException {
        return new Slots(folder.resolve("model"));
    }

    private static void stage(Slots slots, Path zip, String releaseId) throws IOException {
        slots.stage(zip, new TargetFile("models/x.zip", 1, "ab", 2), releaseId, "rollout-1");
    }

    private static String started(Slots slots) throws IOException {
        return ModelManifest.read(slots.start()).releaseId();
    }

    private void run(String version) throws IOException {
        Slots slots = slots();
        stage(slots, zip(version), "city-reflex@" + version);
        slots.beginTrial();
        slots.commit();
    }

    @Test
    void aStagedReleaseRunsOnlyOnceSwitchedAndStaysOnceCommitted() throws IOException {
        stage(slots(), zip("1.1.0"), "city-reflex@1.1.0");
        assertThat(slots().staged())
                .hasValueSatisfying(image -> assertThat(image.releaseId()).isEqualTo("city-reflex@1.1.0"));
        assertThat(started(slots())).isEqualTo(SHIPPED);

        Slots slots = slots();
        slots.beginTrial();
        slots.commit();

        for (int i = 0; i < SlotState.MOST_STARTS + 2; i++) {
            assertThat(started(slots())).isEqualTo("city-reflex@1.1.0");
        }
    }

    @Test
    void aTrialWithoutAnEndIsTakenBackWhenItsStartsAreUsedUp() throws IOException {
        stage(slots(), zip("1.1.0"), "city-reflex@1.1.0");
        slots().beginTrial();

        for (int i = 1; i < SlotState.MOST_STARTS; i++) {
            assertThat(started(slots())).isEqualTo("city-reflex@1.1.0");
        }
        assertThat(started(slots())).isEqualTo(SHIPPED);
        assertThat(slots().state())
                .isInstanceOfSatisfying(
                        SlotState.Settled.class,
                        settled ->
                                assertThat(settled.fall().orElseThrow().code()).isEqualTo("update.starts-used-up"));
    }

    @Test
    void aSlotThatIsNotWhatWasVerifiedIsGivenUpForTheOneBefore() throws IOException {
        run("1.1.0");
        run("1.2.0");
        assertThat(started(slots())).isEqualTo("city-reflex@1.2.0");
        Files.write(folder.resolve("model/b/policy.onnx"), new byte[10]);

        assertThat(started(slots())).isEqualTo("city-reflex@1.1.0");

        Files.write(folder.resolve("model/a/manifest.json"), new byte[10]);
        assertThat(started(slots())).isEqualTo(SHIPPED);
    }

    @Test
    void aStagedSlotIsVerifiedOnceMoreBeforeTheSwitch() throws IOException {
        stage(slots(), zip("1.1.0"), "city-reflex@1.1.0");
        Files.write(folder.resolve("model/a/policy.onnx"), new byte[10]);

        assertThatThrownBy(() -> slots().beginTrial())
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("update.slot-damaged"));
        assertThat(started(slots())).isEqualTo(SHIPPED);
        assertThat(slots().staged()).isEmpty();
    }

    @Test
    void theReleaseBeforeIsStagedWhereItLies() throws IOException {
        run("1.1.0");
        run("1.2.0");
        Slots slots = slots();

        assertThat(slots.stagePrevious("city-reflex@0.9.0", "rollout-2")).isFalse();
        assertThat(slots.stagePrevious("city-reflex@1.1.0", "rollout-2")).isTrue();
        slots.beginTrial();
        slots.commit();

        assertThat(started(slots())).isEqualTo("city-reflex@1.1.0");
    }

    @Test
    void whatIsDroppedLeavesNothingOnTheDiskAndWhatCountsStays() throws IOException {
        run("1.1.0");
        run("1.2.0");
        Slots slots = slots();
        slots.empty();
        assertThat(slots.stagePrevious("city-reflex@1.1.0", "rollout-2")).isTrue();
        stage(slots, zip("1.3.0"), "city-reflex@1.3.0");

        slots.dropStaged();
        slots.empty();

        assertThat(slots().staged()).isEmpty();
        assertThat(folder.resolve("model/a")).doesNotExist();
        assertThat(started(slots())).isEqualTo("city-reflex@1.2.0");
        stage(slots(), zip("1.4.0"), "city-reflex@1.4.0");
        slots().beginTrial();
        slots().empty();
        assertThat(started(slots())).isEqualTo("city-reflex@1.4.0");
        slots().giveUp("model.golden-mismatch", "no");
        slots().empty();
        assertThat(folder.resolve("model/a")).doesNotExist();
        assertThat(started(slots())).isEqualTo("city-reflex@1.2.0");
    }

    @Test
    void aPackageOfAnotherReleaseIsNotStaged() throws IOException {
        Path zip = zip("1.1.0");

        assertThatThrownBy(() -> stage(slots(), zip, "city-reflex@9.9.9"))
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("update.other-release"));
        assertThat(slots().staged()).isEmpty();
    }

    @Test
    void aStateThatCannotBeReadStartsWhatWasShipped() throws IOException {
        run("1.1.0");
        Files.write(folder.resolve("model/slots.json"), new byte[] {0, 0, 0});

        assertThat(started(slots())).isEqualTo(SHIPPED);
    }
}
