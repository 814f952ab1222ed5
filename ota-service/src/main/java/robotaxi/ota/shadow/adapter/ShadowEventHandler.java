package robotaxi.ota.shadow.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import robotaxi.contracts.vehicle.v1.ShadowCompared;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.kit.events.HandledEvents;
import robotaxi.ota.rollout.SteerRollouts;

/** One event, one transaction, once. */
@ApplicationScoped
class ShadowEventHandler {
    private static final Logger LOG = Logger.getLogger(ShadowEventHandler.class);
    private static final String CONSUMER = "ota.shadow";

    private final PostgresShadows shadows;
    private final ShadowEvidence evidence;
    private final SteerRollouts rollouts;
    private final HandledEvents handled;
    private final InstantSource clock;

    @Inject
    ShadowEventHandler(
            PostgresShadows shadows,
            ShadowEvidence evidence,
            SteerRollouts rollouts,
            HandledEvents handled,
            InstantSource clock) {
        this.shadows = shadows;
        this.evidence = evidence;
        this.rollouts = rollouts;
        this.handled = handled;
        this.clock = clock;
    }

    @Transactional
    void vehicleEvent(VehicleEvent event) {
        if (!event.hasShadow() || !handled.firstTime(CONSUMER, event.getEventId())) {
            return;
        }
        if (!isFinite(event.getShadow())) {
            LOG.warnf(
                    "A shadow with sums that are no numbers, vehicleId=%s eventId=%s",
                    event.getVehicleId(), event.getEventId());
            return;
        }
        shadows.add(event.getShadow(), clock.instant());
        String candidate = event.getShadow().getCandidateReleaseId();
        if (evidence.passed(candidate).isPresent()) {
            rollouts.evidenceCame(candidate);
        }
    }

    private static boolean isFinite(ShadowCompared told) {
        return Double.isFinite(told.getAverageErrorSumMetres()
                + told.getFinalErrorSumMetres()
                + told.getAccelerationDifferenceSum()
                + told.getCurvatureDifferenceSum());
    }
}
