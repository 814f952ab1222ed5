package robotaxi.onboard.shadow.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.adapter.Models;
import robotaxi.onboard.model.adapter.WarmUp;

class ShadowHostTest {
    private static final Path PACKAGE = Path.of("src/test/resources/model/city-reason-tiny.zip");
    private static final HostOptions CPU = HostOptions.DEFAULT.on(List.of("cpu"));

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final ShadowHost.Listener listener = new ShadowHost.Listener() {
        @Override
        public void planned(DrivingModel candidate, ShadowHost.Moment moment, Plan plan) {
            heard.add(plan);
        }

        @Override
        public void failed(String key, ModelFaultException fault) {
            heard.add(fault.code());
        }
    };

    @Test
    void theSameReleaseInTheShadowPlansTheSameFromTheSameSeed() throws IOException, InterruptedException {
        PackageFiles files = PackageFiles.inZip(PACKAGE);
        try (DrivingModel active = Models.load(files, CPU);
                ShadowHost host = new ShadowHost(CPU, 1)) {
            var seen = WarmUp.observation(active);
            Plan driven = active.plan(seen, Effort.unhurried(Thinking.FULL, System.nanoTime(), 11, 1));

            assertThat(host.offer(
                            new ShadowHost.Candidate("tiny", files),
                            new ShadowHost.Moment(seen, Thinking.FULL, 11, driven),
                            listener))
                    .isTrue();

            assertThat(heard.poll(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(Plan.class, plan -> {
                assertThat(plan.accelerations()).isEqualTo(driven.accelerations());
                assertThat(plan.reasoning()).isEqualTo(driven.reasoning());
            });
        }
    }

    @Test
    void aCandidateThatDoesNotLoadIsAFaultOfItsOwn() throws IOException, InterruptedException {
        PackageFiles files = PackageFiles.inZip(PACKAGE);
        PackageFiles damaged = name -> name.equals("llm.onnx") ? new byte[3] : files.read(name);
        try (ShadowHost host = new ShadowHost(CPU, 1)) {
            assertThat(host.eyes(new ShadowHost.Candidate("damaged", damaged), listener))
                    .isEmpty();

            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("model.hash-mismatch");
        }
    }
}
