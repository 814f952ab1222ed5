package robotaxi.incident;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import robotaxi.contracts.custody.Signatures;
import robotaxi.testkit.TestCertificates;
import robotaxi.testkit.TestSigners;
import robotaxi.testkit.TestStack;

/** Real PostgreSQL and Kafka and a vehicle CA for the service under test. */
public class IncidentStack implements QuarkusTestResourceLifecycleManager {
    private final TestCertificates certificates = new TestCertificates();
    private final TestSigners signers = new TestSigners();

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("incident-test");
            certificates.writeServer(folder);
            certificates.writeKeeper(folder, Signatures.KEEPER);
            Map<String, String> config = TestStack.shared().quarkusConfig("incident");
            config.put("incident.evidence.folder", folder.resolve("evidence").toString());
            config.put("incident.custody.key", folder.resolve("keeper.key").toString());
            config.put("incident.custody.chain", folder.resolve("keeper.crt").toString());
            config.put("incident.custody.root", folder.resolve("ca.crt").toString());
            config.putAll(signers.settings(folder, "incident"));
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
    }

    @Override
    public void stop() {}
}
