package robotaxi.city;

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
                    + "|java\\.lang\\.(System\\.(currentTimeMillis|nanoTime)|Thread\\.sleep|Math\\.random)"
                    + "|java\\.util\\.(Date\\.<init>|Calendar\\.getInstance|UUID\\.randomUUID)"
                    + "|java\\.util\\.concurrent\\.(TimeUnit\\.sleep|locks\\.LockSupport\\.park\\w*)");

    private static final ArchRule CORE_IS_HANDED_TIME_AND_CHANCE = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .accessTargetWhere(describe(
                    "takes time or chance from the machine, or sleeps",
                    access -> MACHINE_TIME
                            .matcher(access.getTargetOwner().getName() + "." + access.getName())
                            .matches()));

    private static final ArchRule CORE_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .and()
            .doNotHaveSimpleName("Main")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "java.net.http..",
                    "java.nio.file..",
                    "java.awt..",
                    "javax.imageio..",
                    "com.sun.net.httpserver..",
                    "io.grpc..",
                    "com.google.protobuf..",
                    "com.graphhopper..",
                    "com.fasterxml..",
                    "picocli..",
                    "robotaxi.contracts..",
                    "robotaxi.city..adapter..");

    private static final ArchRule NO_OTHER_ROOM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "robotaxi.kit..",
                    "robotaxi.gateway..",
                    "robotaxi.dispatch..",
                    "robotaxi.ota..",
                    "robotaxi.incident..",
                    "robotaxi.onboard..",
                    "robotaxi.console..");

    private static final JavaClasses CITY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("robotaxi.city");

    static final class KeepsInstantNow {
        final Supplier<Instant> now = Instant::now;
    }

    @Test
    void theCoreIsHandedTimeAndChance() {
        CORE_IS_HANDED_TIME_AND_CHANCE.check(CITY);
    }

    @Test
    void theCoreIsPlainJava() {
        CORE_IS_PLAIN_JAVA.check(CITY);
    }

    @Test
    void noOtherRoomIsEntered() {
        NO_OTHER_ROOM.check(CITY);
    }

    @Test
    void aMethodReferenceToTheClockIsCaught() {
        JavaClasses bad = new ClassFileImporter().importClasses(KeepsInstantNow.class);
        assertThatThrownBy(() -> CORE_IS_HANDED_TIME_AND_CHANCE.check(bad))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Instant.now()");
    }
}
