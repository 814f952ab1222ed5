package robotaxi.ota.ddi;

import robotaxi.ota.rollout.VehicleState;

/**
 * What a feedback means for a device's update: the one table of it, as hawkBit documents the Direct Device Integration API.
 *
 * @param status name of the row that is kept, as devices read it back
 * @param effect what comes of it
 */
public record Meaning(String status, Effect effect) {
    /** What comes of a feedback. */
    public sealed interface Effect {
        /** The update moves. */
        record Step(VehicleState next) implements Effect {}

        /** The device is alive, no more. */
        record Alive() implements Effect {}

        /** The device goes on in spite of being asked to give up. */
        record GoesOn() implements Effect {}
    }

    private static final Effect ALIVE = new Effect.Alive();

    /** What it means when it is said of the update itself. */
    public static Meaning ofUpdate(VehicleState now, Feedback feedback) {
        return switch (feedback.execution()) {
            case CLOSED ->
                feedback.failure()
                        ? new Meaning("ERROR", new Effect.Step(VehicleState.FAILED))
                        : new Meaning("FINISHED", new Effect.Step(VehicleState.COMMITTED));
            case DOWNLOAD -> new Meaning("DOWNLOAD", step(now, VehicleState.DOWNLOADING));
            case DOWNLOADED -> new Meaning("DOWNLOADED", step(now, VehicleState.STAGED));
            case SCHEDULED -> new Meaning("RUNNING", step(now, VehicleState.WAITING_FOR_SAFE_MOMENT));
            case PROCEEDING -> new Meaning("RUNNING", proceeding(now));
            case RESUMED ->
                new Meaning("RUNNING", now == VehicleState.ACTIVATING ? step(now, VehicleState.TRIAL) : ALIVE);
            case REJECTED -> new Meaning("WARNING", ALIVE);
            case CANCELED -> new Meaning("CANCELED", ALIVE);
        };
    }

    /** Most clients have no word for the download: until its end is known, who proceeds downloads. */
    private static Effect proceeding(VehicleState now) {
        return switch (now) {
            case OFFERED, LOST -> new Effect.Step(VehicleState.DOWNLOADING);
            case STAGED, WAITING_FOR_SAFE_MOMENT -> new Effect.Step(VehicleState.ACTIVATING);
            default -> ALIVE;
        };
    }

    private static Effect step(VehicleState now, VehicleState next) {
        return now.mayBecome(next) ? new Effect.Step(next) : ALIVE;
    }

    /** What it means when it answers the wish to give up; only {@code closed} agrees to it. */
    public static Meaning ofCancel(Feedback feedback) {
        return switch (feedback.execution()) {
            case CLOSED ->
                feedback.failure()
                        ? new Meaning("ERROR", new Effect.GoesOn())
                        : new Meaning("CANCELED", new Effect.Step(VehicleState.CANCELLED));
            case REJECTED -> new Meaning("CANCEL_REJECTED", new Effect.GoesOn());
            case CANCELED -> new Meaning("WARNING", ALIVE);
            case PROCEEDING, SCHEDULED, RESUMED, DOWNLOADED, DOWNLOAD -> new Meaning("RUNNING", ALIVE);
        };
    }
}
