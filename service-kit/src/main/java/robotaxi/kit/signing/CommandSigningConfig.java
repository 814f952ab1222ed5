package robotaxi.kit.signing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** What a service signs its commands with. Both are needed by whoever sends commands. */
@ConfigMapping(prefix = "command-signing")
public interface CommandSigningConfig {
    /** The service's key, PKCS#8, EC P-256, PEM. */
    Path key();

    /** The service's certificate, then the intermediates up to the fleet's root and without it, PEM. */
    Path chain();
}
