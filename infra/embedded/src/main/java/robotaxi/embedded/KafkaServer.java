package robotaxi.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka broker (KRaft, broker and controller in one) as a process of its own. */
public final class KafkaServer implements AutoCloseable {
    /** One local cluster, so the id may be a constant; Kafka wants 16 bytes in base64. */
    private static final String CLUSTER_ID = "cm9ib3RheGktbG9jYWwtMQ";

    private final Process process;
    private final int port;

    private KafkaServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a broker and returns at once; see {@link #awaitReady}.
     *
     * @param folder keeps data, settings and log
     * @param heapMegabytes the JVM's heap
     */
    public static KafkaServer start(Path folder, int port, int controllerPort, int heapMegabytes) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data")).toAbsolutePath();
        Path settings = folder.resolve("server.properties");
        Files.writeString(settings, settings(data, port, controllerPort));
        Path logging = folder.resolve("log4j2.yaml");
        Files.writeString(logging, LOGGING);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dlog4j2.configurationFile=" + logging.toAbsolutePath(),
                "-cp",
                classPath(),
                KafkaBroker.class.getName(),
                settings.toAbsolutePath().toString(),
                data.toString(),
                CLUSTER_ID));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("kafka.log").toFile()))
                .start();
        return new KafkaServer(process, port);
    }

    private static String settings(Path data, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=2000
                log.retention.hours=168
                log.segment.bytes=67108864
                log.cleaner.dedupe.buffer.size=16777216
                num.network.threads=2
                num.io.threads=4
                """.formatted(port, controllerPort, data);
    }

    private static final String LOGGING = """
            Configuration:
              Appenders:
                Console:
                  name: out
                  PatternLayout:
                    pattern: "%d %-5p %c{1.} %m%n"
              Loggers:
                Root:
                  level: WARN
                  AppenderRef:
                    - ref: out
                Logger:
                  - name: kafka.server.KafkaRaftServer
                    level: INFO
            """;

    /** The broker's jars, as the build resolved them, and this class's own place. */
    private static String classPath() throws IOException {
        try (InputStream file = KafkaServer.class.getResourceAsStream("kafka.classpath")) {
            if (file == null) {
                throw new IOException("kafka.classpath is missing: build infra/embedded first");
            }
            String jars = new String(file.readAllBytes(), StandardCharsets.UTF_8).trim();
            String own = Path.of(KafkaServer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .toString();
            return jars + File.pathSeparator + own;
        }
    }

    /** Waits until the broker takes connections. */
    public void awaitReady(Duration patience) throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - giveUpAt < 0) {
            if (!process.isAlive()) {
                throw new IOException("Kafka ended with code " + process.exitValue() + "; see kafka.log");
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException notYet) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("Kafka took longer than " + patience.toSeconds() + " s; see kafka.log");
    }

    /** For clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The broker's process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
