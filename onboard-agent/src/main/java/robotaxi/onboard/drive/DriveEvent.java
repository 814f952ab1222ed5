package robotaxi.onboard.drive;

import robotaxi.onboard.supervisor.Rung;

/** Something that a control tick noticed. */
public sealed interface DriveEvent {
    /** The car stands at the end of its route. */
    record RouteEnded() implements DriveEvent {}

    /** The car stands where its restraint wants it to, before the end of its route. */
    record StoppedEarly() implements DriveEvent {}

    /** The supervisor refused the model's plan. */
    record PlanVetoed(String code, String detail) implements DriveEvent {}

    /** A minimal-risk manoeuvre began, or became a harder one. */
    record MinimalRiskBegan(Rung rung, String code, String reason) implements DriveEvent {}

    /** It ended: the car stands. */
    record MinimalRiskReached(Rung rung, String code) implements DriveEvent {}

    /** The car is back in normal driving. */
    record RiskReset(String reason) implements DriveEvent {}
}
