package robotaxi.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.assistance.DeskLoad;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.local.stack.EvidenceStack;
import robotaxi.local.stack.StackException;

/**
 * Cars ask and people answer, at the real incident service with its database and broker, in real time. The cars are the agent's own desk, on
 * both sides of Kafka as the gateway would put them there; the gateway itself is left out.
 */
public final class Assistance implements Benchmark {
    private static final int HEAP_MEGABYTES = 384;

    /** Found by its name. */
    public Assistance() {}

    @Override
    public String summary() {
        return "3,000 cars ask 70 people: time to the screen, time to a person, and stale answers that were applied";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("cars", "operators", "seconds", "utilisation-percent");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        boolean quick = setting.quick();
        var size = new DeskLoad.Size(
                setting.size("cars", quick ? 200 : 3_000),
                setting.size("operators", quick ? 12 : 70),
                setting.size("seconds", quick ? 12 : 180),
                setting.size("utilisation-percent", quick ? 50 : 75) / 100.0,
                quick);
        try (var stack = EvidenceStack.start(StackUnderTest.emptyFolder("assistance"), setting.tell());
                var operator = new Operator()) {
            var instance = stack.instance(HEAP_MEGABYTES, operator.settings());
            DeskLoad.Result result = DeskLoad.run(
                    instance.url(),
                    stack.bootstrapServers(),
                    new CommandVerifier(root(stack.pki().root()), InstantSource.system()),
                    name -> operator.token(name, "operator"),
                    size,
                    setting.seed(),
                    setting.tell());
            Map<String, Object> metrics = result.metrics();
            return new Outcome(metrics, result.holds());
        }
    }

    private static X509Certificate root(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("the fleet's root cannot be read: " + e.getMessage(), e);
        }
    }
}
