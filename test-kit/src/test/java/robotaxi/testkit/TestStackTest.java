package robotaxi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;

class TestStackTest {
    @Test
    void bothServersAreRealAndReady() throws Exception {
        Map<String, String> config = TestStack.shared().quarkusConfig("kit_check");
        try (var connection = DriverManager.getConnection(
                        config.get("quarkus.datasource.jdbc.url"),
                        config.get("quarkus.datasource.username"),
                        config.get("quarkus.datasource.password"));
                var rows = connection.createStatement().executeQuery("show server_version")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("17");
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", config.get("kafka.bootstrap.servers")))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topics.all().stream().map(Topics.Topic::name).toList());
        }
    }
}
