package robotaxi.console.session.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.oidc.runtime.CodeAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a person's tokens on our side, so that the browser's cookie is only an id. */
@ApplicationScoped
@Alternative
@Priority(1)
public class PostgresTokenStateManager implements TokenStateManager {
    private static final Duration STRAGGLERS = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private final TokenTable table;
    private final ObjectMapper mapper;

    @Inject
    PostgresTokenStateManager(TokenTable table, ObjectMapper mapper) {
        this.table = table;
        this.mapper = mapper;
    }

    /** What is sealed. */
    record Kept(
            String idToken,
            String accessToken,
            @Nullable String refreshToken,
            @Nullable Long accessTokenExpiresIn,
            @Nullable String accessTokenScope) {
        static Kept of(AuthorizationCodeTokens tokens) {
            return new Kept(
                    tokens.getIdToken(),
                    tokens.getAccessToken(),
                    tokens.getRefreshToken(),
                    tokens.getAccessTokenExpiresIn(),
                    tokens.getAccessTokenScope());
        }

        @SuppressWarnings("NullAway") // Quarkus takes null for a part that Keycloak did not send
        AuthorizationCodeTokens toTokens() {
            return new AuthorizationCodeTokens(
                    idToken, accessToken, refreshToken, accessTokenExpiresIn, accessTokenScope);
        }
    }

    @Override
    public Uni<String> createTokenState(
            RoutingContext call,
            OidcTenantConfig config,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> context) {
        Long maxAgeSeconds = call.get(CodeAuthenticationMechanism.SESSION_MAX_AGE_PARAM);
        Duration lifetime = maxAgeSeconds == null ? SHORTEST : Duration.ofSeconds(maxAgeSeconds);
        return context.runBlocking(() -> table.keep(written(tokens), lifetime));
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext call,
            OidcTenantConfig config,
            String tokenState,
            OidcRequestContext<AuthorizationCodeTokens> context) {
        return context.runBlocking(() -> {
            Optional<String> kept = table.find(tokenState);
            if (kept.isEmpty()) {
                // Without this the browser would come back from the log-in with the same dead cookie, for ever.
                OidcUtils.removeCookie(call, config, OidcUtils.getSessionCookieName(config));
                throw new AuthenticationFailedException("The session is gone");
            }
            return read(kept.get());
        });
    }

    @Override
    public Uni<Void> deleteTokens(
            RoutingContext call, OidcTenantConfig config, String tokenState, OidcRequestContext<Void> context) {
        return context.runBlocking(() -> {
            // Tokens are also deleted when fresh ones replace them. Calls that left the page before the new cookie came
            // still
            // carry the old id, and must not be taken for strangers.
            boolean signsOut =
                    config.logout().path().filter(call.normalizedPath()::equals).isPresent();
            table.end(tokenState, signsOut ? Duration.ZERO : STRAGGLERS);
            return nothing();
        });
    }

    @SuppressWarnings("NullAway") // there is no other value of Void
    private static Void nothing() {
        return null;
    }

    private String written(AuthorizationCodeTokens tokens) {
        try {
            return mapper.writeValueAsString(Kept.of(tokens));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private AuthorizationCodeTokens read(String text) {
        try {
            return mapper.readValue(text, Kept.class).toTokens();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
