package robotaxi.gateway.registry.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import robotaxi.testkit.TestStack;

class CertificateMigrationTest {
    @Test
    void theCertificateInForceOfEveryCarIsCarriedOver() throws Exception {
        Map<String, String> stack = TestStack.shared().quarkusConfig("gateway_migration");
        String url = stack.get("quarkus.datasource.jdbc.url");
        String password = stack.get("quarkus.datasource.password");
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(url, "gateway_migration", password)
                .locations("db/kit", "db/migration")
                .outOfOrder(true);
        flyway.target("1").load().migrate();
        try (var connection = DriverManager.getConnection(url, "gateway_migration", password);
                var sql = connection.createStatement()) {
            sql.executeUpdate("""
                    insert into vehicle (id, vin, hardware_id, market_id, seats, wheelchair_accessible, calibration_id,
                        registered_at, certificate_fingerprint)
                    values ('car-1', 'VIN1', 'hw', 'monaco', 4, false, '', now(), 'abc'),
                        ('car-2', 'VIN2', 'hw', 'monaco', 4, false, '', now(), '')""");
            flyway.target("2").load().migrate();
            try (var rows = sql.executeQuery(
                    "select vehicle_id, fingerprint, serial, reason, not_after > now() from certificate")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("car-1");
                assertThat(rows.getString(2)).isEqualTo("abc");
                assertThat(rows.getString(3)).isNull();
                assertThat(rows.getString(4)).isNull();
                assertThat(rows.getBoolean(5)).isTrue();
                assertThat(rows.next()).isFalse();
            }
        }
    }
}
