package robotaxi.dispatch.api.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import robotaxi.testkit.TestClock;

class RememberedTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration LIFE = Duration.ofSeconds(40);

    private final TestClock clock = new TestClock(NOW);
    private final Verifier verifier = new Verifier();
    private final RememberedTokens tokens = new RememberedTokens(verifier, clock);

    @Test
    void aTokenIsVerifiedOnce() {
        SecurityIdentity first = identityOf("Bearer good");
        SecurityIdentity second = identityOf("Bearer good");
        assertThat(verifier.asked).isEqualTo(1);
        assertThat(second).isNotNull();
        assertThat(second.getPrincipal().getName()).isEqualTo("anna");
        assertThat(second.getRoles()).isEqualTo(first.getRoles()).containsExactly("rider");
        assertThat(second.getCredentials())
                .as("the token itself is not passed on")
                .isEmpty();
    }

    @Test
    void onceItHasExpiredItIsVerifiedAgain() {
        identityOf("Bearer good");
        clock.advance(LIFE.minusMillis(1));
        identityOf("Bearer good");
        assertThat(verifier.asked).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        identityOf("Bearer good");
        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void anotherTokenIsAnother() {
        identityOf("Bearer good");
        identityOf("Bearer goof");
        identityOf("bearer good");
        assertThat(verifier.asked).isEqualTo(3);
    }

    @Test
    void whoIsNobodyIsNotRemembered() {
        verifier.isAnybody = false;
        identityOf("Bearer bad");
        identityOf("Bearer bad");
        identityOf(null);
        assertThat(verifier.asked).isEqualTo(3);
    }

    private SecurityIdentity identityOf(@Nullable String header) {
        return tokens.authenticate(call(header), proxy(IdentityProviderManager.class, ""))
                .await()
                .indefinitely();
    }

    private static RoutingContext call(@Nullable String header) {
        HttpServerRequest request = proxy(HttpServerRequest.class, header);
        return proxy(RoutingContext.class, request);
    }

    /** Answers each call with the same. */
    private static <T> T proxy(Class<T> type, @Nullable Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> answer));
    }

    /** Takes every token for one of Anna's, and counts. */
    private final class Verifier implements HttpAuthenticationMechanism {
        private boolean isAnybody = true;
        private int asked;

        @Override
        public Uni<SecurityIdentity> authenticate(RoutingContext call, IdentityProviderManager providers) {
            asked++;
            if (!isAnybody) {
                return Uni.createFrom().nullItem();
            }
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder()
                            .setPrincipal(new Token(clock.instant().plus(LIFE)))
                            .addRole("rider")
                            .addCredential(new TokenCredential("good", "bearer"))
                            .build());
        }

        @Override
        public Uni<ChallengeData> getChallenge(RoutingContext call) {
            return Uni.createFrom().nullItem();
        }
    }

    private record Token(Instant expiresAt) implements JsonWebToken {
        @Override
        public String getName() {
            return "anna";
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of("exp");
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getClaim(String claimName) {
            return (T) (Object) expiresAt.getEpochSecond();
        }
    }
}
