package robotaxi.onboard;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Pattern MACHINE_TIME =
            Pattern.compile("java\\.time\\.\\w+\\.(now|system\\w*|tick(Millis|Seconds|Minutes))"
                    + "|java\\.lang\\.(System\\.(currentTimeMillis|nanoTime)|Thread\\.sleep)"
                    + "|java\\.util\\.(Date\\.<init>|Calendar\\.getInstance)"
                    + "|java\\.util\\.concurrent\\.(TimeUnit\\.sleep|locks\\.LockSupport\\.park\\w*)");

    static final ArchRule CORE_IS_HANDED_THE_TIME = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .accessTargetWhere(describe(
                    "takes the time from the machine, or sleeps",
                    access -> MACHINE_TIME
                            .matcher(access.getTargetOwner().getName() + "." + access.getName())
                            .matches()))
            .because("a test must be able to set the time");

    static final ArchRule CORE_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "java.net.http..",
                    "io.grpc..",
                    "com.google.protobuf..",
                    "robotaxi.contracts..",
                    "ai.onnxruntime..",
                    "org.bouncycastle..");

    static final ArchRule CORE_NEVER_NAMES_AN_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .and()
            .doNotHaveFullyQualifiedName("robotaxi.onboard.Main")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..adapter..");

    static final ArchRule THE_SUPERVISOR_KNOWS_NO_MODEL = noClasses()
            .that()
            .resideInAPackage("robotaxi.onboard.supervisor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("robotaxi.onboard.model..", "robotaxi.onboard.drive..");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("robotaxi.onboard");

    @Test
    void theWallsStand() {
        CORE_IS_HANDED_THE_TIME.check(MAIN);
        CORE_IS_PLAIN_JAVA.check(MAIN);
        CORE_NEVER_NAMES_AN_ADAPTER.check(MAIN);
        THE_SUPERVISOR_KNOWS_NO_MODEL.check(MAIN);
    }

    @Test
    void aMethodReferenceToTheClockIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(KeepsInstantNow.class);

        assertThatThrownBy(() -> CORE_IS_HANDED_THE_TIME.check(bad)).hasMessageContaining("Instant.now()");
    }

    @SuppressWarnings("unused")
    private static final class KeepsInstantNow {
        private final Supplier<Instant> now = Instant::now;
    }
}
