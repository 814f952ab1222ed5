package robotaxi.ota.evidence.adapter;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who may show something of a release. */
@ConfigMapping(prefix = "ota.evidence")
interface EvidenceConfig {
    /** Public Ed25519 keys, 64 hex digits each; without one no rollout in waves ever starts. */
    Optional<List<String>> keys();
}
