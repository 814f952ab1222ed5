package robotaxi.ota.evidence;

import java.time.InstantSource;
import robotaxi.kit.problem.FleetException;

/** What people do with keys that sign evidence. Each method belongs into one transaction. */
public final class RevokeSigners {
    private final Signers signers;
    private final InstantSource clock;

    /** Judges keys kept there. */
    public RevokeSigners(Signers signers, InstantSource clock) {
        this.signers = signers;
        this.clock = clock;
    }

    /** Somebody wants a key revoked. */
    public Signer doubt(String keyId, String by, String reason) {
        return switch (lock(keyId)) {
            case Signer.Trusted trusted -> saved(trusted.doubt(new Signer.Doubt(reason, by, clock.instant())));
            case Signer.Doubted doubted -> throw refused(doubted);
            case Signer.Revoked revoked -> throw refused(revoked);
        };
    }

    /** Somebody else approves of that; with the second the key is revoked. */
    public Signer approve(String keyId, String by) {
        return switch (lock(keyId)) {
            case Signer.Doubted doubted
            when doubted.doubt().by().equals(by) ->
                throw new FleetException(EvidenceError.OWN_APPROVAL, "doubted by " + by, doubted.state(), null);
            case Signer.Doubted doubted -> saved(doubted.approve(by, clock.instant()));
            case Signer.Trusted trusted -> throw refused(trusted);
            case Signer.Revoked revoked -> throw refused(revoked);
        };
    }

    /** The doubt is dropped. */
    public Signer keep(String keyId) {
        return switch (lock(keyId)) {
            case Signer.Doubted doubted -> saved(doubted.keep());
            case Signer.Trusted trusted -> throw refused(trusted);
            case Signer.Revoked revoked -> throw refused(revoked);
        };
    }

    private Signer lock(String keyId) {
        return signers.lock(keyId).orElseThrow(() -> new FleetException(EvidenceError.SIGNER_UNKNOWN, keyId));
    }

    private Signer saved(Signer signer) {
        signers.save(signer);
        return signer;
    }

    private static FleetException refused(Signer current) {
        return new FleetException(
                EvidenceError.SIGNER_CONFLICT, "the key is " + current.state(), current.state(), null);
    }
}
