package robotaxi.onboard.supervisor;

/** The ladder of minimal-risk manoeuvres: each is harder than the one before, and a car that moves only climbs. */
public enum Rung {
    /** To the right edge of its lane, gently: nothing is wrong with what it sees and knows of itself. */
    PULL_OVER(2.0),
    /** In its lane, within what UN R157 (5.5.1) lets a minimal-risk manoeuvre ask of those behind: 4 m/s². */
    COMFORT_STOP(3.0),
    /** In its lane, hard: the car is blind, or has touched something. */
    EMERGENCY_STOP(6.0);

    private final double braking;

    Rung(double braking) {
        this.braking = braking;
    }

    /** Metres a second squared, positive; more if what is ahead asks for it. */
    public double braking() {
        return braking;
    }
}
