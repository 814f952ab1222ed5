package robotaxi.ota.shadow.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import robotaxi.ota.shadow.ShadowTerms;

/** When what cars saw of a shadow opens its gate by itself. */
@ConfigMapping(prefix = "ota.shadow")
interface ShadowConfig {
    /** Whether it ever does; else only signed evidence does. */
    @WithDefault("false")
    boolean opensGate();

    /** Comparisons that are needed. */
    @WithDefault("10000")
    long leastMoments();

    /** The most that the paths may be apart on average, metres over 6.4 s. */
    @WithDefault("2.0")
    double mostErrorMetres();

    /** The least share of comparisons with the same intent. */
    @WithDefault("0.8")
    double leastAgreement();

    /** The most by which the share of uncomfortable moments may grow. */
    @WithDefault("0.01")
    double mostExtraDiscomfort();

    /** The most share of moments without a plan. */
    @WithDefault("0.001")
    double mostFaults();

    /** All of it. */
    default ShadowTerms terms() {
        return new ShadowTerms(
                leastMoments(), mostErrorMetres(), leastAgreement(), mostExtraDiscomfort(), mostFaults());
    }
}
