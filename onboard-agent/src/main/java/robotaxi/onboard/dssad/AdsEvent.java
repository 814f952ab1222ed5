package robotaxi.onboard.dssad;

/** What is recorded: the occurrences of UN R157, section 8, as they apply to a car without a driver. */
public enum AdsEvent {
    /** The system begins to drive. */
    ACTIVATION("activation"),
    /** It no longer does: the mission is over. */
    DEACTIVATION("deactivation"),
    /** It asks a person: what a demand to take over is in a car without a driver. */
    TRANSITION_DEMAND("transition-demand"),
    /** It brakes harder than 5 m/s². */
    EMERGENCY_MANOEUVRE_BEGAN("emergency-manoeuvre-began"),
    /** And no longer does. */
    EMERGENCY_MANOEUVRE_ENDED("emergency-manoeuvre-ended"),
    /** The car has touched something; the event data recorder is told to keep its seconds. */
    COLLISION("collision"),
    /** A minimal-risk manoeuvre began, or became a harder one. */
    MINIMAL_RISK_MANOEUVRE("minimal-risk-manoeuvre"),
    /** It ended: the car stands. */
    MINIMAL_RISK_CONDITION("minimal-risk-condition"),
    /** The car may drive again. */
    MINIMAL_RISK_OVER("minimal-risk-over"),
    /** It senses nothing any more, or its model does not run. */
    SEVERE_FAILURE("severe-failure");

    private final String code;

    AdsEvent(String code) {
        this.code = code;
    }

    /** As it is written. */
    public String code() {
        return code;
    }
}
