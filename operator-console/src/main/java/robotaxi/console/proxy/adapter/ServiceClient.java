package robotaxi.console.proxy.adapter;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import robotaxi.console.proxy.Upstream;
import robotaxi.console.settings.adapter.ConsoleConfig;

/** Builds requests to the services that carry a person's token. */
@ApplicationScoped
public class ServiceClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final ConsoleConfig config;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Inject
    ServiceClient(ConsoleConfig config) {
        this.config = config;
    }

    /** For sending. */
    public HttpClient http() {
        return http;
    }

    /** The person's access token, or an empty text. */
    public static String token(SecurityIdentity person) {
        AccessTokenCredential credential = person.getCredential(AccessTokenCredential.class);
        return credential == null ? "" : credential.getToken();
    }

    /** A request to a service; the path has been checked. */
    public HttpRequest.Builder request(Upstream upstream, String pathAndQuery, String token) {
        var builder = HttpRequest.newBuilder(URI.create(base(upstream) + pathAndQuery))
                .timeout(ANSWER);
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private String base(Upstream upstream) {
        URI uri = switch (upstream) {
            case DISPATCH -> config.dispatchUrl();
            case GATEWAY -> config.gatewayUrl();
            case OTA -> config.otaUrl();
            case INCIDENT -> config.incidentUrl();
        };
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
