package robotaxi.console.session.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.console.ConsoleStack;
import robotaxi.console.session.TokenCipher;
import robotaxi.console.settings.adapter.ConsoleConfig;
import robotaxi.testkit.TestClock;

@QuarkusTest
@QuarkusTestResource(ConsoleStack.class)
class TokenTableTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    DataSource database;

    @Inject
    ConsoleConfig config;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T08:00:00Z"));

    @Test
    void tokensAreFoundByTheirIdUntilTheyExpire() {
        var table = new TokenTable(database, clock, config);
        String id = table.keep("an access token", HOUR);

        clock.advance(HOUR.minusSeconds(1));
        assertThat(table.find(id)).contains("an access token");
        clock.advance(Duration.ofSeconds(1));
        assertThat(table.find(id)).isEmpty();
    }

    @Test
    void theDatabaseHoldsNeitherTheTokenNorTheId() throws SQLException {
        var table = new TokenTable(database, clock, config);
        String id = table.keep("an access token", HOUR);

        String rows = rows();
        assertThat(rows).doesNotContain("access").doesNotContain(id);
        assertThat(rows).contains(new String(TokenCipher.sha256(id), StandardCharsets.ISO_8859_1));
    }

    @Test
    void anEndedSessionIsGone() {
        var table = new TokenTable(database, clock, config);
        String id = table.keep("an access token", HOUR);
        table.end(id, Duration.ZERO);
        assertThat(table.find(id)).isEmpty();
    }

    @Test
    void aReplacedSessionServesItsStragglersAndNobodyAfterThem() {
        var table = new TokenTable(database, clock, config);
        String id = table.keep("an access token", HOUR);
        table.end(id, Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(29));
        assertThat(table.find(id)).contains("an access token");
        clock.advance(Duration.ofSeconds(1));
        assertThat(table.find(id)).isEmpty();
    }

    @Test
    void expiredRowsGoWhenTheNextSessionComes() throws SQLException {
        var table = new TokenTable(database, clock, config);
        String old = table.keep("old", HOUR);
        clock.advance(HOUR);
        table.keep("new", HOUR);
        assertThat(rows()).doesNotContain(new String(TokenCipher.sha256(old), StandardCharsets.ISO_8859_1));
    }

    private String rows() throws SQLException {
        var all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id_hash, sealed from token_state")) {
            while (rows.next()) {
                all.append(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                        .append(new String(rows.getBytes(2), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
