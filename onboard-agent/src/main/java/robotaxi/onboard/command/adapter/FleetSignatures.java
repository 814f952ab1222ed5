package robotaxi.onboard.command.adapter;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.contracts.signing.SignatureRefusal.Reason;

/** Obeys the services of the fleet whose root the car has pinned: the root in its identity, which a renewal may replace. */
public final class FleetSignatures implements CommandDesk.Signatures {
    private final Root root;
    private final InstantSource clock;
    private @Nullable CommandVerifier verifier;

    /** Where the pinned root is. */
    public interface Root {
        /** The root now. */
        X509Certificate read() throws IOException, GeneralSecurityException;
    }

    /** By this root and the car's own clock. */
    public FleetSignatures(Root root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    @Override
    public Optional<SignatureRefusal> refuse(Command command) {
        try {
            return verifier().refuse(command);
        } catch (IOException | GeneralSecurityException e) {
            return Optional.of(
                    new SignatureRefusal(Reason.BAD_SIGNATURE, "the car cannot read its root: " + e.getMessage()));
        }
    }

    private CommandVerifier verifier() throws IOException, GeneralSecurityException {
        X509Certificate pinned = root.read();
        CommandVerifier known = verifier;
        if (known == null || !known.root().equals(pinned)) {
            known = new CommandVerifier(pinned, clock);
            verifier = known;
        }
        return known;
    }
}
