package robotaxi.benchmarks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import robotaxi.testkit.WallRules;

/** Load programs look at the clock and talk to everything; who judges them does neither. */
class ArchitectureTest {
    private static final JavaClasses JUDGES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("robotaxi.benchmarks.evidence");

    @Test
    void theJudgeIsPlain() {
        WallRules.CORE_IS_PLAIN_JAVA.check(JUDGES);
        WallRules.CORE_KNOWS_NO_ADAPTER.check(JUDGES);
        WallRules.CORE_IS_HANDED_THE_TIME.check(JUDGES);
        WallRules.CORE_IS_HANDED_CHANCE.check(JUDGES);
    }

    @Test
    void aJudgeThatAsksTheDatabaseIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(AsksTheDatabase.class);
        assertThatThrownBy(() -> WallRules.CORE_IS_PLAIN_JAVA.check(bad)).hasMessageContaining("java.sql.Connection");
    }

    static class AsksTheDatabase {
        @Nullable
        Connection connection;
    }
}
