package robotaxi.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.testkit.WallRules;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("robotaxi.gateway");

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
    void noOtherServiceIsUsed() {
        WallRules.nothingFromOtherServices("gateway").check(OURS);
    }

    @Test
    void aWireTypeInTheCoreIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(KnowsTheWire.class);
        assertThatThrownBy(() -> WallRules.CORE_IS_PLAIN_JAVA.check(bad)).hasMessageContaining("KnowsTheWire");
    }

    static class KnowsTheWire {
        String idOf(Command command) {
            return command.getCommandId();
        }
    }
}
