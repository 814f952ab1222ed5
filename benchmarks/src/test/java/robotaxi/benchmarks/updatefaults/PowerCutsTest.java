package robotaxi.benchmarks.updatefaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerCutsTest {
    @TempDir
    Path folder;

    @Test
    void aCarWhosePowerIsCutStartsFromAVerifiedSlotAndEndsItsUpdate() {
        PowerCuts.Result result = PowerCuts.run(30, 1, folder, System.out::println);

        assertThat(result.powerCuts()).isEqualTo(30);
        assertThat(result.holds()).as(result.toString()).isTrue();
        assertThat(result.changesOfTheDisk()).isGreaterThan(300);
    }
}
