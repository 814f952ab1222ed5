package robotaxi.ota.shadow.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.rollout.UnsignedShadows;
import robotaxi.ota.shadow.ShadowSums;

/** What the gate reads of what cars saw. */
@ApplicationScoped
class ShadowEvidence implements UnsignedShadows {
    private final PostgresShadows shadows;
    private final ShadowConfig config;

    @Inject
    ShadowEvidence(PostgresShadows shadows, ShadowConfig config) {
        this.shadows = shadows;
        this.config = config;
    }

    @Override
    public Optional<String> passed(String releaseId) {
        if (!config.opensGate()) {
            return Optional.empty();
        }
        ShadowSums all = sums(shadows.list(releaseId));
        return config.terms().missing(all).isEmpty()
                ? Optional.of("shadow of " + all.moments() + " moments")
                : Optional.empty();
    }

    static ShadowSums sums(List<PostgresShadows.Row> rows) {
        return rows.stream().map(PostgresShadows.Row::sums).reduce(ShadowSums.NONE, ShadowSums::plus);
    }
}
