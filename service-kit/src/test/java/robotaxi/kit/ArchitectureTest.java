package robotaxi.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import robotaxi.testkit.WallRules;

/** The kit is all edge; what it must hold is that it serves everybody and that one class alone knows the machine's clock. */
class ArchitectureTest {
    private static final ArchRule ONE_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage("robotaxi.kit.clock..")
            .should()
            .callMethod(InstantSource.class, "system")
            .because("a service's time is handed in");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("robotaxi.kit");

    @Test
    void theKitBelongsToNoService() {
        WallRules.nothingFromOtherServices("kit").check(OURS);
    }

    @Test
    void oneClassKnowsTheMachinesClock() {
        ONE_CLOCK.check(OURS);
    }

    @Test
    void aSecondClockIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(SecondClock.class);
        assertThatThrownBy(() -> ONE_CLOCK.check(bad)).hasMessageContaining("InstantSource.system()");
    }

    static class SecondClock {
        InstantSource clock() {
            return InstantSource.system();
        }
    }
}
