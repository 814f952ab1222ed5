package robotaxi.onboard.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.Thinking;

/** A package of random weights, written by the trainer's own export: parity with torch is what its loading proves. */
class ReasoningModelTest {
    private static final Path PACKAGE = Path.of("src/test/resources/model/city-reason-tiny.zip");
    private static final HostOptions CPU = HostOptions.DEFAULT.on(List.of("cpu"));

    private static Plan plan(DrivingModel model, Thinking thinking, long seed, int samples) {
        return model.plan(WarmUp.observation(model), Effort.unhurried(thinking, System.nanoTime(), seed, samples));
    }

    @Test
    void aPackageThatProvesItselfThinksInBothWays() throws IOException {
        try (DrivingModel model = Models.load(PackageFiles.inZip(PACKAGE), CPU)) {
            Plan full = plan(model, Thinking.FULL, 1, 1);
            Plan reflex = plan(model, Thinking.REFLEX, 1, 1);

            assertThat(full.accelerations()).hasSize(64);
            assertThat(full.reasoning()).isNotBlank();
            assertThat(full.thought().flowSteps()).isEqualTo(4);
            assertThat(reflex.reasoning()).isEmpty();
            assertThat(reflex.thought().flowSteps()).isEqualTo(2);
            assertThat(model.eyes().pictures()).isEqualTo(16);
        }
    }

    @Test
    void theSameSeedIsTheSamePlanToTheBitAndAnotherSeedIsAnother() throws IOException {
        try (DrivingModel model = Models.load(PackageFiles.inZip(PACKAGE), CPU)) {
            Plan once = plan(model, Thinking.FULL, 7, 1);
            plan(model, Thinking.REFLEX, 9, 1);
            Plan again = plan(model, Thinking.FULL, 7, 3);
            Plan other = plan(model, Thinking.FULL, 8, 1);

            assertThat(again.accelerations()).isEqualTo(once.accelerations());
            assertThat(again.curvatures()).isEqualTo(once.curvatures());
            assertThat(again.otherSamples()).hasSize(2);
            assertThat(other.accelerations()).isNotEqualTo(once.accelerations());
        }
    }

    @Test
    void picturesThatAreKnownAreNotLookedAtAgainAndThePlanIsTheSame() throws IOException {
        try (DrivingModel model = Models.load(PackageFiles.inZip(PACKAGE), CPU)) {
            Observation observation = WarmUp.observation(model);
            Plan first = model.plan(observation, Effort.unhurried(Thinking.FULL, System.nanoTime(), 3, 1));
            Plan second = model.plan(observation, Effort.unhurried(Thinking.FULL, System.nanoTime(), 3, 1));

            assertThat(second.accelerations()).isEqualTo(first.accelerations());
        }
    }

    @Test
    void aThoughtWhoseTimeIsOverIsStoppedAndTheNextOneIsWhole() throws IOException {
        try (DrivingModel model = Models.load(PackageFiles.inZip(PACKAGE), CPU)) {
            Plan before = plan(model, Thinking.FULL, 5, 1);

            assertThatThrownBy(() -> model.plan(
                            WarmUp.observation(model), Effort.within(Thinking.FULL, System.nanoTime() + 1_000, 5)))
                    .isInstanceOfSatisfying(
                            ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("model.deadline"));

            assertThat(plan(model, Thinking.FULL, 5, 1).accelerations()).isEqualTo(before.accelerations());
        }
    }

    @Test
    void aPackageThatAnswersOtherwiseThanItsTrainerSawIsRefused() throws IOException {
        PackageFiles files = PackageFiles.inZip(PACKAGE);
        String golden = new String(files.read("golden.json"), StandardCharsets.UTF_8);
        byte[] drifted =
                golden.replaceFirst("\"tokens\": \\[\\d+", "\"tokens\": [5").getBytes(StandardCharsets.UTF_8);
        byte[] manifest = new String(files.read("manifest.json"), StandardCharsets.UTF_8)
                .replace(ModelManifest.sha256(files.read("golden.json")), ModelManifest.sha256(drifted))
                .getBytes(StandardCharsets.UTF_8);
        PackageFiles bad = name -> switch (name) {
            case "manifest.json" -> manifest;
            case "golden.json" -> drifted;
            default -> files.read(name);
        };

        assertThatThrownBy(() -> Models.load(bad, CPU))
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("model.golden-mismatch"));
    }

    @Test
    void aTableThatWasChangedIsRefused() throws IOException {
        PackageFiles files = PackageFiles.inZip(PACKAGE);
        PackageFiles bad = name -> name.equals("rope.f32") ? new byte[4] : files.read(name);

        assertThatThrownBy(() -> Models.load(bad, CPU))
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("model.hash-mismatch"));
    }
}
