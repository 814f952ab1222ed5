package robotaxi.incident.custody.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What evidence is signed with. Without key, chain and root, chains grow all the same; roots and packages wait for them. */
@ConfigMapping(prefix = "incident.custody")
interface CustodyConfig {
    /** The keeper's key, PKCS#8, EC P-256, PEM. */
    Optional<Path> key();

    /** The keeper's certificate, then intermediates up to the root and without it, PEM. */
    Optional<Path> chain();

    /** The fleet's root certificate, PEM: what outsiders compare with. */
    Optional<Path> root();

    /** Between two looks for an hour that can be sealed. */
    @WithDefault("PT1M")
    Duration look();
}
