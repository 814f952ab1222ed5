package robotaxi.onboard.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Notices what is worth keeping, each kind at most once in its time. All times are world time, microseconds. */
public final class MomentWatch {
    private static final double NEAR_METRES = 80;

    private final CoolDown coolDown = new CoolDown();
    private final HardBrakeTrigger hardBrake = new HardBrakeTrigger();
    private final StuckTrigger stuck = new StuckTrigger();
    private final DisengagementTrigger disengagement = new DisengagementTrigger();
    private final UnsureTrigger unsure = new UnsureTrigger();

    /**
     * What the wires say.
     *
     * @param emergencyVehicleMetres to the nearest one that the radar follows
     */
    public record Wires(
            double acceleration, boolean collided, boolean riderReport, OptionalDouble emergencyVehicleMetres) {}

    /** The wires have spoken. */
    public synchronized List<Noticed> heard(long timeUs, Wires wires) {
        List<Noticed> noticed = new ArrayList<>();
        if (wires.collided()) {
            passed(Trigger.COLLISION, timeUs, 0, "contact").ifPresent(noticed::add);
        }
        if (hardBrake.measure(timeUs, wires.acceleration())) {
            passed(Trigger.HARD_BRAKE, timeUs, hardBrake.peak(), "braked harder than 3.5 m/s2")
                    .ifPresent(noticed::add);
        }
        if (wires.riderReport()) {
            passed(Trigger.RIDER_REPORT, timeUs, 0, "somebody in the car pressed the button")
                    .ifPresent(noticed::add);
        }
        if (wires.emergencyVehicleMetres().orElse(Double.MAX_VALUE) <= NEAR_METRES) {
            passed(Trigger.EMERGENCY_VEHICLE, timeUs, 0, "an emergency vehicle is near")
                    .ifPresent(noticed::add);
        }
        return noticed;
    }

    /**
     * A control tick has decided.
     *
     * @param source who made the plan that is driven
     * @param mayGo whether the car has a mission, and nothing that was ordered holds it
     * @param gapMetres to the nearest thing in the way, negative if none
     */
    public synchronized List<Noticed> decided(
            long timeUs, String source, boolean mayGo, double speed, double gapMetres) {
        List<Noticed> noticed = new ArrayList<>();
        if (stuck.measure(timeUs, mayGo, speed, gapMetres)) {
            String why = gapMetres < 0 ? "nothing is in the way" : "%.0f m to what is in the way".formatted(gapMetres);
            passed(Trigger.STUCK, timeUs, 0, "the car does not go on: " + why).ifPresent(noticed::add);
        }
        if (disengagement.measure(timeUs, source, speed)) {
            passed(Trigger.DISENGAGEMENT, timeUs, 0, "the supervisor drives: " + source)
                    .ifPresent(noticed::add);
        }
        return noticed;
    }

    /** The model has planned. */
    public synchronized Optional<Noticed> planned(long timeUs, double confidence, double speed) {
        return unsure.measure(timeUs, confidence, speed)
                ? passed(Trigger.MODEL_UNSURE, timeUs, 0, "the model's confidence is %.2f".formatted(confidence))
                : Optional.empty();
    }

    /** Something that others have noticed. */
    public synchronized Optional<Noticed> happened(Trigger trigger, long timeUs, String detail) {
        return passed(trigger, timeUs, 0, detail);
    }

    private Optional<Noticed> passed(Trigger trigger, long timeUs, double peak, String detail) {
        var held = coolDown.pass(trigger, timeUs);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        String others = held.getAsLong() == 0 ? "" : " (" + held.getAsLong() + " more since the last report)";
        return Optional.of(new Noticed(trigger, peak, detail + others));
    }
}
