package robotaxi.onboard.model.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Footing;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.Thinking;

class PolicyModelTest {
    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(224, 128, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    @Test
    void theShippedModelProvesItselfAndPlans() throws IOException {
        try (DrivingModel model = Models.load(PackageFiles.shipped(), HostOptions.DEFAULT)) {
            byte[] frame = jpeg();
            Plan plan = model.plan(
                    new Observation(
                            List.of(frame, frame),
                            new float[Observation.HISTORY * 4],
                            new float[Observation.WAYPOINTS * 2],
                            new float[] {8, 50, 0, 0}),
                    Effort.unhurried(Thinking.REFLEX, 0, 1, 1));

            assertThat(plan.accelerations()).hasSize(64);
            assertThat(plan.reasoning()).isNotBlank().doesNotContain("{");
            assertThat(plan.confidence()).isBetween(0.1, 1.0);
            assertThat(model.footing().provider()).isEqualTo("CPU");
            assertThat(model.footing().passedOver())
                    .extracting(Footing.PassedOver::provider)
                    .containsExactly("TensorRT", "CUDA");
        }
    }

    @Test
    void aPackageThatAnswersOtherwiseThanItsGoldenVectorsIsRefused() throws IOException {
        PackageFiles shipped = PackageFiles.shipped();
        ModelManifest manifest = ModelManifest.read(shipped);
        String golden = new String(shipped.read(manifest.goldenFile()), StandardCharsets.UTF_8);
        int at = golden.indexOf("actions") + 14;
        char other = golden.charAt(at + 40) == 'P' ? 'Q' : 'P';
        byte[] drifted = (golden.substring(0, at) + String.valueOf(other).repeat(80) + golden.substring(at + 80))
                .getBytes(StandardCharsets.UTF_8);
        String manifestText = new String(shipped.read("manifest.json"), StandardCharsets.UTF_8);
        String hash = ModelManifest.sha256(shipped.read(manifest.goldenFile()));
        byte[] adjusted = manifestText
                .replaceAll(Pattern.quote(hash), ModelManifest.sha256(drifted))
                .getBytes(StandardCharsets.UTF_8);
        PackageFiles bad = name -> switch (name) {
            case "manifest.json" -> adjusted;
            case "golden.json" -> drifted;
            default -> shipped.read(name);
        };

        assertThatThrownBy(() -> Models.load(bad, HostOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("model.golden-mismatch"));
    }

    @Test
    void aChangedGraphIsRefusedBeforeItIsLoaded() {
        PackageFiles shipped = PackageFiles.shipped();
        PackageFiles bad = name -> name.equals("policy.onnx") ? new byte[10] : shipped.read(name);

        assertThatThrownBy(() -> Models.load(bad, HostOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("model.hash-mismatch"));
    }
}
