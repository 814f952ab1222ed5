package robotaxi.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;
import robotaxi.testkit.WallRules;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("robotaxi.dispatch");

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
        WallRules.nothingFromOtherServices("dispatch").check(OURS);
    }

    @Test
    void aDatabaseInTheCoreIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(AsksTheDatabase.class);
        assertThatThrownBy(() -> WallRules.CORE_IS_PLAIN_JAVA.check(bad)).hasMessageContaining("EntityManager");
    }

    static class AsksTheDatabase {
        boolean isOpen(EntityManager entities) {
            return entities.isOpen();
        }
    }
}
