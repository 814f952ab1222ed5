package robotaxi.benchmarks.ride;

/** What may be done to a ride, by whomever. */
public enum Act {
    /** The time of a ride for later has come near. */
    BECOME_DUE,
    /** A car is chosen. */
    MATCH,
    /** The car drives. */
    UNDER_WAY,
    /** The car stands at the end of its mission. */
    ARRIVE,
    /** The rider gives the right PIN. */
    UNLOCK,
    /** Somebody gives a wrong PIN. */
    UNLOCK_WRONGLY,
    /** A passenger sits down. */
    BOARD,
    /** The passenger gets out. */
    ALIGHT,
    /** The rider asks to go. */
    START,
    /** The rider asks to go on. */
    RESUME,
    /** The rider keeps the car at a price. */
    HOLD,
    /** The rider asks to be let out. */
    PULL_OVER,
    /** The rider stops the car at once. */
    EMERGENCY_STOP,
    /** The car cannot go on. */
    FAIL,
    /** Another car is to take over with the rider under way. */
    TRANSFER,
    /** The rider ends the ride where the car stands. */
    END,
    /** One more stop, at another price. */
    ADD_STOP,
    /** Another drop-off, at another price. */
    CHANGE_DROPOFF,
    /** The rider cancels. */
    CANCEL_BY_RIDER,
    /** An operator cancels. */
    CANCEL_BY_OPERATOR,
    /** Nobody could be found. */
    LAPSE,
    /** The rider did not come. */
    NO_SHOW,
    /** An operator charges a cleaning. */
    CHARGE_CLEANING,
    /** The rider disputes the cleaning fee. */
    DISPUTE,
    /** The dispute is decided for the fleet. */
    UPHOLD,
    /** The dispute is decided for the rider. */
    DROP,
    /** An operator gives money back. */
    REFUND
}
