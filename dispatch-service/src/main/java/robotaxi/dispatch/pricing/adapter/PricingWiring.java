package robotaxi.dispatch.pricing.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import robotaxi.dispatch.key.DerivedKeys;
import robotaxi.dispatch.pricing.SignedQuotes;

/** Builds the plain classes. */
class PricingWiring {
    PricingWiring() {}

    @Produces
    @Singleton
    static SignedQuotes quotes(DerivedKeys keys) {
        return new SignedQuotes(keys.keys(SignedQuotes.PURPOSE, SignedQuotes.ALGORITHM));
    }
}
