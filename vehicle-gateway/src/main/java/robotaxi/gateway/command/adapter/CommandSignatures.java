package robotaxi.gateway.command.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.gateway.link.adapter.GatewayConfig;

/** Whether a car would take a command, by the rule that the car goes by: what it would refuse need not travel to it. */
@ApplicationScoped
class CommandSignatures {
    private final CommandVerifier verifier;

    @Inject
    CommandSignatures(GatewayConfig config, InstantSource clock) throws IOException, GeneralSecurityException {
        try (InputStream root = Files.newInputStream(config.pki().root())) {
            this.verifier = new CommandVerifier(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(root), clock);
        }
    }

    /** Empty if a car would take it, else why not. */
    Optional<SignatureRefusal> refuse(Command command) {
        return verifier.refuse(command);
    }
}
