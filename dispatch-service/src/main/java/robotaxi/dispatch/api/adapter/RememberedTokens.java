package robotaxi.dispatch.api.adapter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by a bearer token: its signature is verified once a minute and not at each call, which would cost more than a quote. A
 * token that expires is verified, and refused, at the next call; a key that the identity provider withdraws counts for a minute more.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class RememberedTokens implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer ";
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final HttpAuthenticationMechanism verifier;
    private final InstantSource clock;
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(MEMORY)
            .build();

    @Inject
    RememberedTokens(OidcAuthenticationMechanism verifier, InstantSource clock) {
        this((HttpAuthenticationMechanism) verifier, clock);
    }

    RememberedTokens(HttpAuthenticationMechanism verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    private record Known(SecurityIdentity identity, Instant expiresAt) {}

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext call, IdentityProviderManager providers) {
        String token = call.request().getHeader("Authorization");
        if (token == null || !token.startsWith(BEARER)) {
            return verifier.authenticate(call, providers);
        }
        Known before = known.getIfPresent(token);
        return before != null && clock.instant().isBefore(before.expiresAt())
                ? Uni.createFrom().item(before.identity())
                : verifier.authenticate(call, providers).invoke(identity -> remember(token, identity));
    }

    private void remember(String token, @Nullable SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken verified) {
            // Name and roles alone: the verifier's own identity holds on to the call that it came with.
            SecurityIdentity plain = QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(verified.getName()))
                    .addRoles(identity.getRoles())
                    .build();
            known.put(token, new Known(plain, Instant.ofEpochSecond(verified.getExpirationTime())));
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext call) {
        return verifier.getChallenge(call);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return verifier.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext call) {
        return verifier.getCredentialTransport(call);
    }
}
