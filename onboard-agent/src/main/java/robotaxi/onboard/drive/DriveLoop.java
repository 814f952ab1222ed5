package robotaxi.onboard.drive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Assessment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Fault;
import robotaxi.onboard.supervisor.Lead;
import robotaxi.onboard.supervisor.RiskState;
import robotaxi.onboard.supervisor.Rung;
import robotaxi.onboard.supervisor.Trajectory;
import robotaxi.onboard.supervisor.Verdict;

/**
 * One car's control cycle. It drives the model's plan where the supervisor lets it, moved on in time while it is fresh; else a
 * plan of the supervisor's own; and with no plan for a second it comes to a stop in its lane.
 */
public final class DriveLoop {
    private static final long MAX_PLAN_AGE_US = 1_000_000;
    private static final long FIRST_PLAN_PATIENCE_US = 5_000_000;
    private static final long FRESH_PLAN_US = 250_000;
    private static final double MAX_DIVERGENCE_METRES = 1.5;
    private static final double ARRIVAL_METRES = 2.0;
    private static final double STANDING_SPEED = 0.15;
    private static final long TIMID_PATIENCE_US = 3_000_000;
    private static final long TAKEN_OVER_US = 10_000_000;

    private final RiskState risk;
    private @Nullable Mission followed;
    private RouteLine.Projection here = new RouteLine.Projection(0, 0);
    private long missionSinceUs;
    private long timidSinceUs = -1;
    private long takenOverUntilUs = -1;
    private long missedTicks;

    /** @param healsItself whether a minimal-risk condition whose cause is over needs nobody's release */
    public DriveLoop(boolean healsItself) {
        this.risk = new RiskState(healsItself);
    }

    /** One turn of the cycle. */
    public Decision tick(Moment moment) {
        EgoState ego = moment.ego();
        Mission mission = moment.mission();
        if (mission == null) {
            followed = null;
            return new Decision(
                    Trajectory.standing(ego.pose()), "standing", List.of(), risk.mode(), -1, 0, 0, List.of());
        }
        follow(mission, moment.nowUs(), ego);
        RouteLine route = allowed(mission, moment);
        Assessment assessment = Assessment.of(ego, route, here, moment.tracks());
        List<DriveEvent> events = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        boolean freshPlan = hasFreshPlan(moment);
        if (!freshPlan) {
            missedTicks++;
        }
        risk.tick(moment.nowUs(), fault(moment, freshPlan), ego.speedMetresPerSecond())
                .ifPresent(change -> tell(change, events));
        Choice choice = choose(moment, assessment, freshPlan, new Notes(events, candidates));
        double remaining = route.lengthMetres() - here.sMetres();
        if (hasArrived(moment, remaining)) {
            events.add(route == mission.route() ? new DriveEvent.RouteEnded() : new DriveEvent.StoppedEarly());
        }
        return new Decision(
                choice.trajectory(),
                choice.source(),
                List.copyOf(candidates),
                risk.mode(),
                assessment.lead().map(Lead::gapMetres).orElse(-1.0),
                remaining,
                assessment.etaSeconds(),
                events);
    }

    /** As much of the route as may be driven. */
    private RouteLine allowed(Mission mission, Moment moment) {
        double end = moment.restraint()
                .endMetres(mission, here.sMetres(), moment.ego().speedMetresPerSecond());
        // Who is past the place stands where he is, and is there.
        return mission.route().upTo(Math.max(end, here.sMetres()));
    }

    private record Choice(Trajectory trajectory, String source) {}

    /** What a choice leaves behind. */
    private record Notes(List<DriveEvent> events, List<Candidate> candidates) {}

    private void follow(Mission mission, long nowUs, EgoState ego) {
        RouteLine route = mission.route();
        if (followed == null || !followed.missionId().equals(mission.missionId())) {
            followed = mission;
            missionSinceUs = nowUs;
            timidSinceUs = -1;
            takenOverUntilUs = -1;
            here = route.joinAt(ego.pose().x(), ego.pose().y());
            return;
        }
        double s = here.sMetres();
        here = route.project(ego.pose().x(), ego.pose().y(), Math.max(0, s - 3), s + 15);
    }

    private static boolean hasFreshPlan(Moment moment) {
        TimedPlan plan = moment.plan();
        return plan != null && moment.nowUs() - plan.timeUs() <= MAX_PLAN_AGE_US;
    }

    private Optional<Fault> fault(Moment moment, boolean freshPlan) {
        if (moment.fault().isPresent()) {
            return moment.fault();
        }
        // A mission that has just begun gets its first frame only after the camera was asked for.
        boolean mayWait = moment.plan() == null || moment.plan().timeUs() < missionSinceUs;
        boolean waiting = mayWait && moment.nowUs() - missionSinceUs < FIRST_PLAN_PATIENCE_US;
        return freshPlan || waiting ? Optional.empty() : Optional.of(Fault.planLate());
    }

    private static void tell(RiskState.Change change, List<DriveEvent> events) {
        switch (change.to()) {
            case MANOEUVRE ->
                events.add(new DriveEvent.MinimalRiskBegan(change.rung(), change.code(), change.reason()));
            case NORMAL -> events.add(new DriveEvent.RiskReset(change.reason()));
            case CONDITION -> events.add(new DriveEvent.MinimalRiskReached(change.rung(), change.code()));
        }
    }

    private Choice choose(Moment moment, Assessment assessment, boolean freshPlan, Notes notes) {
        if (risk.mode() != RiskState.Mode.NORMAL) {
            return new Choice(assessment.minimalRisk(risk.rung()), "minimal-risk");
        }
        if (moment.restraint().stopsNow()) {
            return new Choice(assessment.minimalRisk(Rung.COMFORT_STOP), "minimal-risk");
        }
        if (moment.stopping()) {
            return new Choice(assessment.comfortableStop(), "stop");
        }
        TimedPlan plan = moment.plan();
        if (!freshPlan || plan == null) {
            // Nobody starts to move without the model; who moves already slows down until it speaks again.
            return new Choice(assessment.comfortableStop(), "stop");
        }
        Trajectory wanted = plan.retimed(moment.ego());
        if (assessment.judge(wanted) instanceof Verdict.Vetoed veto) {
            notes.events().add(new DriveEvent.PlanVetoed(veto.code(), veto.detail()));
            notes.candidates().add(new Candidate(wanted, "model", veto.code()));
            return careful(assessment.fallback(), notes);
        }
        notes.candidates().add(new Candidate(wanted, "model", Candidate.APPROVED));
        if (plan.divergenceMetres(moment.ego()) > MAX_DIVERGENCE_METRES) {
            return careful(assessment.fallback(), notes);
        }
        Trajectory capped = assessment.capped(wanted);
        Trajectory careful = assessment.fallback();
        notes.candidates().add(new Candidate(careful, "fallback", Candidate.APPROVED));
        if (isTakenOver(moment.nowUs(), capped, careful)) {
            return new Choice(careful, "fallback");
        }
        boolean fresh = moment.nowUs() - plan.timeUs() <= FRESH_PLAN_US;
        return new Choice(capped, fresh ? "model" : "retimed");
    }

    private static Choice careful(Trajectory careful, Notes notes) {
        notes.candidates().add(new Candidate(careful, "fallback", Candidate.APPROVED));
        return new Choice(careful, "fallback");
    }

    /** A model that holds the car back for no reason that the supervisor can see is helped on for a while. */
    private boolean isTakenOver(long nowUs, Trajectory model, Trajectory careful) {
        if (nowUs < takenOverUntilUs) {
            return true;
        }
        boolean timid = careful.speed()[20] > 1.5 && model.speed()[20] < 0.3 * careful.speed()[20];
        if (!timid) {
            timidSinceUs = -1;
            return false;
        }
        if (timidSinceUs < 0) {
            timidSinceUs = nowUs;
        }
        if (nowUs - timidSinceUs < TIMID_PATIENCE_US) {
            return false;
        }
        timidSinceUs = -1;
        takenOverUntilUs = nowUs + TAKEN_OVER_US;
        return true;
    }

    private static boolean hasArrived(Moment moment, double remaining) {
        return !moment.stopping()
                && remaining <= ARRIVAL_METRES
                && moment.ego().speedMetresPerSecond() < STANDING_SPEED;
    }

    /** Where the car is along its route. */
    public Optional<RouteLine.Projection> here() {
        return followed == null ? Optional.empty() : Optional.of(here);
    }

    /** Where the car is on the way to a minimal-risk condition. */
    public RiskState.Mode riskMode() {
        return risk.mode();
    }

    /** The manoeuvre that it is on or came to stand by; empty in normal driving. */
    public Optional<Rung> rung() {
        return risk.mode() == RiskState.Mode.NORMAL ? Optional.empty() : Optional.of(risk.rung());
    }

    /** Why it is on that rung; empty in normal driving. */
    public String riskCode() {
        return risk.mode() == RiskState.Mode.NORMAL ? "" : risk.code();
    }

    /** Whether the car stands, is healthy, and waits for a person to let it go. */
    public boolean waitsForRelease() {
        return risk.waitsForRelease();
    }

    /** A person lets the car go; false if there is nothing to let it go from. */
    public boolean release() {
        return risk.release();
    }

    /** Ticks of a mission without a fresh plan. */
    public long missedTicks() {
        return missedTicks;
    }
}
