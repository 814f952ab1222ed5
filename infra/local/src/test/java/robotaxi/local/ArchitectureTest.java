package robotaxi.local;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The launcher starts services as programs of their own and must not become one with them. */
class ArchitectureTest {
    private static final ArchRule SERVICES_ARE_PROGRAMS = noClasses()
            .should()
            .dependOnClassesThat(describe("belong to a service", ArchitectureTest::isOfAService))
            .because("services are started, not called; the release tool alone shares the plain signing code of ota");

    private static final ArchRule ONLY_COMMANDS_KNOW_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage("robotaxi.local.command..")
            .and()
            .doNotHaveFullyQualifiedName("robotaxi.local.Main")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "robotaxi.local.command..")
            .because("the stack can be started by something other than a terminal");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("robotaxi.local");

    private static boolean isOfAService(JavaClass other) {
        String name = other.getPackageName();
        return name.startsWith("robotaxi.")
                && !name.startsWith("robotaxi.local")
                && !name.startsWith("robotaxi.embedded")
                && !name.startsWith("robotaxi.contracts")
                && !name.equals("robotaxi.ota.trust");
    }

    @Test
    void servicesAreProgramsOfTheirOwn() {
        SERVICES_ARE_PROGRAMS.check(OURS);
    }

    @Test
    void onlyCommandsKnowTheCommandLine() {
        ONLY_COMMANDS_KNOW_THE_COMMAND_LINE.check(OURS);
    }

    @Test
    void aStackThatReadsTheCommandLineIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(ReadsTheCommandLine.class);
        assertThatThrownBy(() -> ONLY_COMMANDS_KNOW_THE_COMMAND_LINE.check(bad)).hasMessageContaining("picocli");
    }

    @Test
    void aServiceInsideTheLauncherIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(TalksToAService.class);
        assertThatThrownBy(() -> SERVICES_ARE_PROGRAMS.check(bad)).hasMessageContaining("robotaxi.ota.release");
    }

    static class ReadsTheCommandLine {
        void run(CommandLine line) {
            line.clearExecutionResults();
        }
    }

    static class TalksToAService {
        int look(robotaxi.ota.release.ReleaseId id) {
            return id.hashCode();
        }
    }
}
