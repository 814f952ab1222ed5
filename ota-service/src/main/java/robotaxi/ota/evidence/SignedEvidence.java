package robotaxi.ota.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.rollout.EvidenceKind;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TufKey;

/**
 * A result that counts: a signed document whose members {@code release}, {@code kind} (simulation, shadow) and {@code verdict} (pass, fail) are
 * judged; what else is signed is kept.
 *
 * @param id SHA-256 of what is signed, so that the same result counts once
 */
public record SignedEvidence(String id, String releaseId, EvidenceKind kind, boolean passed, SignedDocument document) {
    /**
     * Reads and verifies one.
     *
     * @throws FleetException if it cannot be read, speaks of another release, or none of the keys signed it
     */
    public static SignedEvidence verified(byte[] body, String releaseId, Collection<TufKey> keys) {
        try {
            SignedDocument document = SignedDocument.verified(body, keys)
                    .orElseThrow(() -> new FleetException(EvidenceError.NOT_SIGNED, "no signature of a known key"));
            String verdict = document.text("verdict");
            if (!document.text("release").equals(releaseId) || !(verdict.equals("pass") || verdict.equals("fail"))) {
                throw new FleetException(EvidenceError.MALFORMED, "another release, or neither pass nor fail");
            }
            return new SignedEvidence(
                    Sha256.hex(document.canonical().getBytes(StandardCharsets.UTF_8)),
                    releaseId,
                    kind(document.text("kind")),
                    verdict.equals("pass"),
                    document);
        } catch (TrustException e) {
            throw new FleetException(EvidenceError.MALFORMED, String.valueOf(e.getMessage()), null, e);
        }
    }

    private static EvidenceKind kind(String name) {
        return Arrays.stream(EvidenceKind.values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new FleetException(EvidenceError.MALFORMED, "no such kind: " + name));
    }
}
