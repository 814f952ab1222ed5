package robotaxi.local.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import robotaxi.contracts.Topics;
import robotaxi.embedded.KafkaServer;

/** The broker, with every topic of the fleet. */
record KafkaComponent(StackFolder folder, Ports ports) implements Component {
    private static final int HEAP_MEGABYTES = 320;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public ProcessHandle start() throws IOException, InterruptedException {
        KafkaServer server = KafkaServer.start(
                folder.folder("kafka"), ports.of("kafka"), ports.of("kafka-controller"), HEAP_MEGABYTES);
        server.awaitReady(Duration.ofSeconds(60));
        createTopics();
        return server.handle();
    }

    private void createTopics() throws InterruptedException, IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing = Topics.all().stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.settings()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new IOException("Kafka's topics cannot be made", e);
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.of("kafka");
    }

    @Override
    public boolean isReady() {
        return Http.listens(ports.of("kafka"));
    }
}
