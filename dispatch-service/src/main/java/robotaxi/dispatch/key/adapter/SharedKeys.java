package robotaxi.dispatch.key.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import robotaxi.dispatch.key.DerivedKeys;
import robotaxi.dispatch.market.adapter.DispatchConfig;

/** Makes the keys of the secret in the settings. */
class SharedKeys {
    SharedKeys() {}

    @Produces
    @Singleton
    static DerivedKeys keys(DispatchConfig config) {
        return new DerivedKeys(
                config.secretKey(), config.previousSecretKey().stream().toArray(String[]::new));
    }
}
