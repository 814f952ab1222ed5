package robotaxi.onboard.drive;

/** Something that a control tick noticed. */
public sealed interface DriveEvent {
    /** The car stands at the end of its route. */
    record RouteEnded() implements DriveEvent {}

    /** The car stands where its restraint wants it to, before the end of its route. */
    record StoppedEarly() implements DriveEvent {}

    /** The supervisor refused the model's plan. */
    record PlanVetoed(String code, String detail) implements DriveEvent {}

    /** A minimal-risk manoeuvre began. */
    record MinimalRiskBegan(String reason) implements DriveEvent {}

    /** The car is back in normal driving. */
    record RiskReset(String reason) implements DriveEvent {}
}
