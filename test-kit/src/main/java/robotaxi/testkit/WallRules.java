package robotaxi.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.regex.Pattern;

/** The walls that every module's architecture test checks. Each has been seen to fail: see this module's own tests. */
public final class WallRules {
    private static final Pattern MACHINE_TIME =
            Pattern.compile("java\\.time\\.\\w+\\.(now|system\\w*|tick(Millis|Seconds|Minutes))"
                    + "|java\\.lang\\.(System\\.(currentTimeMillis|nanoTime)|Thread\\.sleep)"
                    + "|java\\.util\\.(Date\\.<init>|Calendar\\.getInstance)"
                    + "|java\\.util\\.concurrent\\.(TimeUnit\\.sleep|locks\\.LockSupport\\.park\\w*)");

    private static final Pattern CHANCE = Pattern.compile(
            "java\\.util\\.UUID\\.randomUUID|java\\.lang\\.Math\\.random|java\\.util\\.Random\\.<init>\\(\\)");

    /** The core is handed the time. */
    public static final ArchRule CORE_IS_HANDED_THE_TIME = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .accessTargetWhere(describe(
                    "takes the time from the machine, or sleeps",
                    (JavaAccess<?> access) -> matches(MACHINE_TIME, access.getTarget())))
            .because("a test must be able to set the time: take an InstantSource, or be handed the nanos");

    /** The core is handed chance and ids. */
    public static final ArchRule CORE_IS_HANDED_CHANCE = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .accessTargetWhere(describe(
                    "draws a random number or id by itself",
                    (JavaAccess<?> access) -> matches(CHANCE, access.getTarget())))
            .because("the same seed must give the same run");

    /** The core knows no framework, no SQL, no HTTP and no wire type. */
    public static final ArchRule CORE_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..",
                    "io.quarkus..",
                    "io.vertx..",
                    "io.grpc..",
                    "org.hibernate..",
                    "org.apache.kafka..",
                    "com.google.protobuf..",
                    "robotaxi.contracts..",
                    "java.sql..",
                    "javax.sql..",
                    "java.net.http..")
            .because("a decision must be readable and testable without the machinery around it");

    /** The core never names an adapter. */
    public static final ArchRule CORE_KNOWS_NO_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..adapter..")
            .because("edges depend on the core, never the other way round");

    private WallRules() {}

    /** No class of a service may use another service's. */
    public static ArchRule nothingFromOtherServices(String own) {
        return ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("robotaxi." + own + "..")
                .should()
                .dependOnClassesThat(describe("belong to another service", (other) -> {
                    String name = other.getPackageName();
                    return name.startsWith("robotaxi.")
                            && !name.startsWith("robotaxi." + own)
                            && !name.startsWith("robotaxi.contracts")
                            && !name.startsWith("robotaxi.kit")
                            && !name.startsWith("robotaxi.testkit");
                }))
                .because("services share contracts and service-kit only");
    }

    private static boolean matches(Pattern pattern, AccessTarget target) {
        String name = target.getOwner().getName() + "." + target.getName();
        return pattern.matcher(name).matches()
                || pattern.matcher(target.getFullName()).matches();
    }
}
