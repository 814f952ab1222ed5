package robotaxi.dispatch.partner.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.key.DerivedKeys;
import robotaxi.dispatch.partner.SecretSeal;

/** The seal on the endpoints' secrets; at the start those are sealed anew that are not, or with a key of before. */
@ApplicationScoped
class WebhookSecrets {
    private static final Logger LOG = Logger.getLogger(WebhookSecrets.class);

    private final EntityManager entities;
    private final SecretSeal seal;

    @Inject
    WebhookSecrets(EntityManager entities, SecretSeal seal) {
        this.entities = entities;
        this.seal = seal;
    }

    @Produces
    @Singleton
    static SecretSeal seal(DerivedKeys keys) {
        return new SecretSeal(keys.keys(SecretSeal.PURPOSE, SecretSeal.ALGORITHM), new SecureRandom());
    }

    void onStart(@Observes StartupEvent event) {
        renew();
    }

    /** Seals with the key of now whatever is not. What no key opens stays, until its partner asks for another secret. */
    void renew() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (WebhookRow row : entities.createQuery("from WebhookRow", WebhookRow.class)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList()) {
                String renewed = renewed(row.secret, row.id);
                row.secret = renewed == null ? row.secret : renewed;
                row.previousSecret = renewed(row.previousSecret, row.id);
            }
        });
    }

    private @Nullable String renewed(@Nullable String kept, String id) {
        if (kept == null || seal.isCurrent(kept, id)) {
            return kept;
        }
        String secret = seal.open(kept, id).orElse(null);
        if (secret == null) {
            LOG.warnf("The secret of a webhook endpoint cannot be opened: %s", id);
            return kept;
        }
        return seal.seal(secret, id);
    }
}
