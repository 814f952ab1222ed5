package robotaxi.incident.incident.adapter;

import java.util.List;
import java.util.Optional;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.incident.incident.MomentPlan;
import robotaxi.incident.incident.SafetyMoment;

/** The wire's safety event in the core's words. */
final class SafetyEvents {
    private SafetyEvents() {}

    static SafetyMoment moment(SafetyEvent event, List<SafetyMoment.Still> stills) {
        return new SafetyMoment(
                event.getEventId(),
                event.getVehicleId(),
                ProtoTime.of(event.getTime()),
                kind(event.getKind()),
                event.getPosition().getLatitudeDegrees(),
                event.getPosition().getLongitudeDegrees(),
                event.getHeadingDegrees(),
                event.getSpeedMetresPerSecond(),
                event.getPeakDecelerationMetresPerSecondSquared(),
                event.getRideId(),
                event.getReleaseId(),
                event.getReasoning(),
                event.getDetail(),
                event.getClipFollows(),
                stills);
    }

    /** What the car was about to drive, if it says so. */
    static Optional<MomentPlan> plan(SafetyEvent event) {
        return event.hasChosenPlan()
                ? Optional.of(MomentPlan.thinned(
                        event.getChosenPlan().getSource(),
                        event.getChosenPlan().getXMetresList(),
                        event.getChosenPlan().getYMetresList()))
                : Optional.empty();
    }

    private static robotaxi.incident.incident.SafetyKind kind(SafetyKind kind) {
        return switch (kind) {
            case SAFETY_KIND_COLLISION -> robotaxi.incident.incident.SafetyKind.COLLISION;
            case SAFETY_KIND_HARD_BRAKE -> robotaxi.incident.incident.SafetyKind.HARD_BRAKE;
            case SAFETY_KIND_DISENGAGEMENT -> robotaxi.incident.incident.SafetyKind.DISENGAGEMENT;
            case SAFETY_KIND_MINIMAL_RISK_MANOEUVRE -> robotaxi.incident.incident.SafetyKind.MINIMAL_RISK_MANOEUVRE;
            case SAFETY_KIND_MODEL_FAULT -> robotaxi.incident.incident.SafetyKind.MODEL_FAULT;
            case SAFETY_KIND_ENVELOPE_VETO -> robotaxi.incident.incident.SafetyKind.ENVELOPE_VETO;
            case SAFETY_KIND_SHADOW_DISAGREEMENT -> robotaxi.incident.incident.SafetyKind.SHADOW_DISAGREEMENT;
            case SAFETY_KIND_STUCK -> robotaxi.incident.incident.SafetyKind.STUCK;
            case SAFETY_KIND_EMERGENCY_VEHICLE -> robotaxi.incident.incident.SafetyKind.EMERGENCY_VEHICLE;
            case SAFETY_KIND_RIDER_REPORT -> robotaxi.incident.incident.SafetyKind.RIDER_REPORT;
            case SAFETY_KIND_MODEL_UNSURE -> robotaxi.incident.incident.SafetyKind.MODEL_UNSURE;
            case SAFETY_KIND_ASSISTANCE -> robotaxi.incident.incident.SafetyKind.ASSISTANCE;
            // A moment that a newer car names in a way we do not know yet still needs a person's eyes.
            case SAFETY_KIND_BOOKMARK, SAFETY_KIND_UNSPECIFIED, UNRECOGNIZED ->
                robotaxi.incident.incident.SafetyKind.BOOKMARK;
        };
    }
}
