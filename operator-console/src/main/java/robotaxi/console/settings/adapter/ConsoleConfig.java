package robotaxi.console.settings.adapter;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where the services are, and what guards the sessions. */
@ConfigMapping(prefix = "console")
public interface ConsoleConfig {
    /** Address of the dispatch service. */
    URI dispatchUrl();

    /** Address of the vehicle gateway's REST. */
    URI gatewayUrl();

    /** Address of the update service. */
    URI otaUrl();

    /** Address of the incident service. */
    URI incidentUrl();

    /** The one address that people use. Pages asked for under another name lead there, since Keycloak knows no other. */
    Optional<URI> publicUrl();

    /** Secret that seals the tokens in the database; 32 characters or more. */
    String tokenKey();
}
