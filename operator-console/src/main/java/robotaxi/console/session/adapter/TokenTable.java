package robotaxi.console.session.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.console.session.TokenCipher;
import robotaxi.console.settings.adapter.ConsoleConfig;

/** Keeps sealed tokens under the hash of the session's id, until they expire. */
@ApplicationScoped
public class TokenTable {
    private static final int ID_BYTES = 32;

    private final DataSource database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final TokenCipher cipher;

    @Inject
    TokenTable(DataSource database, InstantSource clock, ConsoleConfig config) {
        this.database = database;
        this.clock = clock;
        this.cipher = new TokenCipher(config.tokenKey(), random);
    }

    /** Keeps a text and answers the id that finds it again; what has expired goes on the way. */
    public String keep(String text, Duration lifetime) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try (Connection connection = database.getConnection()) {
            purge(connection);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into token_state (id_hash, sealed, expires_at) values (?, ?, ?)")) {
                insert.setBytes(1, TokenCipher.sha256(id));
                insert.setBytes(2, cipher.seal(text, id));
                insert.setTimestamp(3, Timestamp.from(clock.instant().plus(lifetime)));
                insert.executeUpdate();
            }
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException("The tokens cannot be kept", e);
        }
    }

    /** The text; empty when it never was there, has expired, or does not open. */
    public Optional<String> find(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select sealed from token_state where id_hash = ? and expires_at > ?")) {
            query.setBytes(1, TokenCipher.sha256(id));
            query.setTimestamp(2, Timestamp.from(clock.instant()));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? cipher.open(row.getBytes(1), id) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The tokens cannot be read", e);
        }
    }

    /** Ends a session, now or soon. */
    public void end(String id, Duration grace) {
        try (Connection connection = database.getConnection();
                PreparedStatement end = connection.prepareStatement(
                        "update token_state set expires_at = least(expires_at, ?) where id_hash = ?")) {
            end.setTimestamp(1, Timestamp.from(clock.instant().plus(grace)));
            end.setBytes(2, TokenCipher.sha256(id));
            end.executeUpdate();
            purge(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The session cannot be ended", e);
        }
    }

    private void purge(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from token_state where expires_at <= ?")) {
            delete.setTimestamp(1, Timestamp.from(clock.instant()));
            delete.executeUpdate();
        }
    }
}
