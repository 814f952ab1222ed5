package robotaxi.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.sql.Connection;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every wall rule is broken on purpose here: a rule that cannot fail protects nothing. */
class WallRulesTest {
    private static final ClassFileImporter IMPORTER = new ClassFileImporter();

    @Test
    void aMethodReferenceToTheClockIsCaught() {
        assertThatThrownBy(() -> WallRules.CORE_IS_HANDED_THE_TIME.check(IMPORTER.importClasses(KeepsInstantNow.class)))
                .hasMessageContaining("Instant.now()");
    }

    @Test
    void aRandomIdIsCaught() {
        assertThatThrownBy(() -> WallRules.CORE_IS_HANDED_CHANCE.check(IMPORTER.importClasses(MakesItsOwnId.class)))
                .hasMessageContaining("randomUUID");
    }

    @Test
    void anUnseededRandomIsCaughtAndASeededOneIsNot() {
        assertThatThrownBy(() -> WallRules.CORE_IS_HANDED_CHANCE.check(IMPORTER.importClasses(RollsItsOwnDice.class)))
                .hasMessageContaining("Random");
        assertThatCode(() -> WallRules.CORE_IS_HANDED_CHANCE.check(IMPORTER.importClasses(IsHandedASeed.class)))
                .doesNotThrowAnyException();
    }

    @Test
    void sqlInTheCoreIsCaught() {
        assertThatThrownBy(() -> WallRules.CORE_IS_PLAIN_JAVA.check(IMPORTER.importClasses(SpeaksSql.class)))
                .hasMessageContaining("java.sql.Connection");
    }

    @Test
    void aClassOfAnotherServiceIsCaught() {
        assertThatThrownBy(() -> WallRules.nothingFromOtherServices("testkit")
                        .check(IMPORTER.importClasses(UsesAnotherRoom.class)))
                .hasMessageContaining("robotaxi.embedded");
    }

    static class KeepsInstantNow {
        final Supplier<Instant> now = Instant::now;
    }

    static class MakesItsOwnId {
        final Supplier<UUID> ids = UUID::randomUUID;
    }

    static class RollsItsOwnDice {
        final Random dice = new Random();
    }

    static class IsHandedASeed {
        final Random dice;

        IsHandedASeed(long seed) {
            dice = new Random(seed);
        }
    }

    static class SpeaksSql {
        void save(Connection connection) throws java.sql.SQLException {
            connection.commit();
        }
    }

    static class UsesAnotherRoom {
        void end(robotaxi.embedded.KafkaServer kafka) {
            kafka.close();
        }
    }
}
