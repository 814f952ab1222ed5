package robotaxi.dispatch.partner.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** How dispatch asks Keycloak to make clients. */
@ConfigMapping(prefix = "robotaxi.keycloak")
interface KeycloakConfig {
    /** Address of the realm. */
    @WithDefault("${quarkus.oidc.auth-server-url}")
    URI realm();

    /** Client that dispatch itself logs in as; it may manage clients and nothing else. */
    @WithDefault("dispatch-service")
    String clientId();

    /** Its secret; without one no partner can be made. */
    Optional<String> clientSecret();
}
