package robotaxi.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import robotaxi.testkit.WallRules;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("robotaxi.console");

    @Test
    void theCoreIsPlain() {
        WallRules.CORE_IS_PLAIN_JAVA.check(OURS);
        WallRules.CORE_KNOWS_NO_ADAPTER.check(OURS);
    }

    @Test
    void timeAndChanceAreHandedIn() {
        WallRules.CORE_IS_HANDED_THE_TIME.check(OURS);
        WallRules.CORE_IS_HANDED_CHANCE.check(OURS);
    }

    @Test
    void noServiceIsUsedOtherThanOverItsApi() {
        WallRules.nothingFromOtherServices("console").check(OURS);
    }

    @Test
    void aClassThatLooksAtTheClockIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(LooksAtTheClock.class);
        assertThatThrownBy(() -> WallRules.CORE_IS_HANDED_THE_TIME.check(bad)).hasMessageContaining("Instant.now()");
    }

    static class LooksAtTheClock {
        Instant time() {
            return Instant.now();
        }
    }
}
