package robotaxi.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.embedded.Folders;
import robotaxi.embedded.KafkaServer;
import robotaxi.embedded.PostgresServer;

/**
 * One real PostgreSQL and one real Kafka for all tests of a JVM, started at first use and ended with the JVM. Databases are
 * made anew for each stack, so that no test sees another module's rows.
 */
public final class TestStack {
    private static final String PASSWORD = "test-only";
    private static @Nullable TestStack shared;

    private final PostgresServer postgres;
    private final KafkaServer kafka;

    private TestStack(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /** The JVM's stack, started if need be, with every topic of the fleet. */
    public static synchronized TestStack shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static TestStack start() {
        try {
            Path folder = Files.createTempDirectory("robotaxi-test");
            KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"), freePort(), freePort(), 384);
            PostgresServer postgres = PostgresServer.start(folder.resolve("postgres"), freePort(), PASSWORD, false);
            kafka.awaitReady(Duration.ofSeconds(60));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(kafka, postgres, folder)));
            createTopics(kafka.bootstrapServers());
            return new TestStack(postgres, kafka);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void end(KafkaServer kafka, PostgresServer postgres, Path folder) {
        kafka.close();
        try {
            postgres.close();
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println("The test stack left something behind in " + folder + ": " + e);
        }
    }

    private static void createTopics(String bootstrapServers) throws InterruptedException {
        List<NewTopic> topics = Topics.all().stream()
                .map(topic -> new NewTopic(topic.name(), Math.min(topic.partitions(), 4), (short) 1)
                        .configs(topic.settings()))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics cannot be made", e);
        }
    }

    /** A port that nobody held a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** For clients. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Settings that let a Quarkus service use this stack, with a database of its own and no Keycloak. */
    public Map<String, String> quarkusConfig(String database) {
        postgres.createDatabase(database, PASSWORD);
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
        config.put("quarkus.datasource.username", database);
        config.put("quarkus.datasource.password", PASSWORD);
        config.put("kafka.bootstrap.servers", bootstrapServers());
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.http.test-ssl-port", "0");
        config.put("quarkus.oidc.tenant-enabled", "false");
        return config;
    }
}
