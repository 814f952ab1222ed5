package robotaxi.ota;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import robotaxi.ota.trust.SigningKey;
import robotaxi.testkit.TestCertificates;
import robotaxi.testkit.TestSigners;
import robotaxi.testkit.TestStack;

/** Real PostgreSQL and Kafka, a vehicle CA and the online keys for the service under test. */
public class OtaStack implements QuarkusTestResourceLifecycleManager {
    private final TestCertificates certificates = new TestCertificates();
    private final TestSigners signers = new TestSigners();
    private final SigningKey snapshotKey = SigningKey.generate();
    private final SigningKey timestampKey = SigningKey.generate();
    private final SigningKey directorKey = SigningKey.generate();
    private final SigningKey evidenceKey = SigningKey.generate();

    private String database = "ota";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("ota-test");
            certificates.writeServer(folder);
            Path snapshot = Files.write(folder.resolve("snapshot.json"), snapshotKey.toFile());
            Path timestamp = Files.write(folder.resolve("timestamp.json"), timestampKey.toFile());
            Path director = Files.write(folder.resolve("director.json"), directorKey.toFile());
            Map<String, String> config = TestStack.shared().quarkusConfig(database);
            config.put("ota.artifacts.folder", folder.resolve("artifacts").toString());
            config.put("ota.trust.snapshot-key-file", snapshot.toString());
            config.put("ota.trust.timestamp-key-file", timestamp.toString());
            config.put("ota.trust.director-key-file", director.toString());
            config.put("ota.evidence.keys", evidenceKey.publicKey().publicHex());
            config.putAll(signers.settings(folder, "ota"));
            config.put("quarkus.http.tls-configuration-name", "vehicle");
            config.put(
                    "quarkus.tls.vehicle.key-store.pem.0.cert",
                    folder.resolve("server.crt").toString());
            config.put(
                    "quarkus.tls.vehicle.key-store.pem.0.key",
                    folder.resolve("server.key").toString());
            config.put(
                    "quarkus.tls.vehicle.trust-store.pem.certs",
                    folder.resolve("ca.crt").toString());
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(certificates, field -> field.getType().equals(TestCertificates.class));
        injector.injectIntoFields(signers, field -> field.getType().equals(TestSigners.class));
        injector.injectIntoFields(
                snapshotKey,
                field -> field.getType().equals(SigningKey.class)
                        && field.getName().equals("snapshotKey"));
        injector.injectIntoFields(
                evidenceKey,
                field -> field.getType().equals(SigningKey.class)
                        && field.getName().equals("evidenceKey"));
        injector.injectIntoFields(
                directorKey,
                field -> field.getType().equals(SigningKey.class)
                        && field.getName().equals("directorKey"));
        injector.injectIntoFields(
                timestampKey,
                field -> field.getType().equals(SigningKey.class)
                        && field.getName().equals("timestampKey"));
    }

    @Override
    public void stop() {}
}
