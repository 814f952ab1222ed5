package robotaxi.dispatch.partner.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.partner.SecretSeal;

/** Secrets of before lay in the database as they are. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class WebhookSecretsTest {
    private static final String SECRET = "whsec_c29tZXRoaW5nIHRoYXQgbm9ib2R5IGtub3dz";

    @Inject
    WebhookSecrets secrets;

    @Inject
    SecretSeal seal;

    @Inject
    DataSource database;

    @Test
    void whatIsNotSealedYetIsSealedAtTheStart() throws SQLException {
        String id = UUID.randomUUID().toString();
        execute("""
                insert into partner values ('%1$s', '%1$s', '%1$s', 'ACTIVE', now());
                insert into webhook_endpoint (id, partner_id, url, events, secret, previous_secret, state, created_at)
                values ('%1$s', '%1$s', 'https://ridenet.example', '{}', '%2$s', '%2$s', 'ENABLED', now())""".formatted(id, SECRET));
        secrets.renew();
        for (String column : new String[] {"secret", "previous_secret"}) {
            String kept = kept(column, id);
            assertThat(kept).doesNotContain(SECRET);
            assertThat(seal.isCurrent(kept, id)).isTrue();
            assertThat(seal.open(kept, id)).contains(SECRET);
        }
        String once = kept("secret", id);
        secrets.renew();
        assertThat(kept("secret", id)).isEqualTo(once);
        execute("delete from webhook_endpoint where id = '" + id + "'");
    }

    private void execute(String statements) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private String kept(String column, String id) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery("select " + column + " from webhook_endpoint where id = '" + id + "'")) {
            row.next();
            return row.getString(1);
        }
    }
}
