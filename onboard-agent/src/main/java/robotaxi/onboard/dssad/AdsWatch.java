package robotaxi.onboard.dssad;

import java.util.ArrayList;
import java.util.List;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.drive.DriveEvent;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Rung;

/** Sees, tick by tick, what is to be recorded. One car, one thread at a time. */
public final class AdsWatch {
    private static final double EMERGENCY_BRAKING = 5.0;
    private static final double NO_EMERGENCY_BRAKING = 3.0;

    private boolean drives;
    private boolean brakes;
    private boolean touches;

    /**
     * One control tick.
     *
     * @param drivesNow whether the system drives a mission
     * @param acceleration metres a second squared, as the wires tell it
     * @param contact whether they report contact
     */
    public List<AdsNote> tick(
            Decision decision, EgoState ego, boolean drivesNow, double acceleration, boolean contact) {
        List<AdsNote> notes = new ArrayList<>();
        if (drivesNow != drives) {
            drives = drivesNow;
            notes.add(note(drivesNow ? AdsEvent.ACTIVATION : AdsEvent.DEACTIVATION, ego));
        }
        if (contact && !touches) {
            notes.add(note(AdsEvent.COLLISION, ego));
        }
        touches = contact;
        boolean brakesNow = brakes ? acceleration < -NO_EMERGENCY_BRAKING : acceleration < -EMERGENCY_BRAKING;
        if (brakesNow != brakes) {
            brakes = brakesNow;
            notes.add(note(brakesNow ? AdsEvent.EMERGENCY_MANOEUVRE_BEGAN : AdsEvent.EMERGENCY_MANOEUVRE_ENDED, ego));
        }
        decision.events().forEach(event -> risk(event, ego, notes));
        return notes;
    }

    private static void risk(DriveEvent event, EgoState ego, List<AdsNote> notes) {
        switch (event) {
            case DriveEvent.MinimalRiskBegan began -> {
                if (began.rung() == Rung.EMERGENCY_STOP) {
                    notes.add(new AdsNote(AdsEvent.SEVERE_FAILURE, began.code(), began.reason(), ego));
                }
                notes.add(new AdsNote(AdsEvent.MINIMAL_RISK_MANOEUVRE, began.code(), began.reason(), ego));
            }
            case DriveEvent.MinimalRiskReached reached ->
                notes.add(new AdsNote(AdsEvent.MINIMAL_RISK_CONDITION, reached.code(), "", ego));
            case DriveEvent.RiskReset reset ->
                notes.add(new AdsNote(AdsEvent.MINIMAL_RISK_OVER, "", reset.reason(), ego));
            case DriveEvent.RouteEnded _, DriveEvent.StoppedEarly _, DriveEvent.PlanVetoed _ -> {}
        }
    }

    private static AdsNote note(AdsEvent event, EgoState ego) {
        return new AdsNote(event, "", "", ego);
    }
}
