package robotaxi.onboard.mission;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes missions and activations, one at a time: there is never a mission while a release is activated, nor the reverse.
 * <pre>
 *            start            arrive (pick-up)       unlock          board
 *   (none) ─────────▶ DRIVING ─────────▶ AT_PICKUP ────────▶ BOARDING ─────▶ BOARDED ──start──▶ DRIVING
 *     ▲                │   │ arrive (drop-off)
 *     │         cancel │   ├──────────────────▶ ALIGHTING ──alight──▶ (none)
 *     │                │   │ arrive (stop)
 *     │                │   └──────────────────▶ AT_STOP ──start──▶ DRIVING
 *     │                ▼                           └──alight──▶ AT_PICKUP
 *     ├──stand── STOPPING                     (none) ──activate──▶ activating ──over──▶ (none)
 *     └──fail── DRIVING, with nobody aboard; else DRIVING ──fail──▶ ALIGHTING
 * </pre>
 * Not safe for use by several threads: its owner guards it.
 */
public final class MissionDesk {
    private static final Set<MissionPhase> WAITING =
            EnumSet.of(MissionPhase.AT_PICKUP, MissionPhase.BOARDING, MissionPhase.AT_STOP);

    private @Nullable Mission mission;
    private MissionPhase phase = MissionPhase.DRIVING;
    private String pendingCommandId = "";
    private String cancelDetail = "";
    private String activating = "";
    private long highestFence;

    /** Takes a mission, in place of the one under way. */
    public Answer start(Mission next) {
        if (!activating.isEmpty()) {
            return new Answer.Refused("update.activating", "a release is being activated");
        }
        List<Happening> happenings = new ArrayList<>();
        if (mission != null && phase == MissionPhase.STOPPING) {
            happenings.add(new Happening.Cancelled(mission, pendingCommandId, cancelDetail));
        } else if (mission != null && isOpen()) {
            happenings.add(new Happening.Cancelled(mission, "", "replaced by a newer mission"));
        }
        mission = next;
        phase = MissionPhase.DRIVING;
        pendingCommandId = "";
        happenings.add(new Happening.UnderWay(next));
        return new Answer.Taken(happenings);
    }

    /** Goes on with a mission that was under way before the agent restarted. */
    public void resume(Mission before, MissionPhase phaseBefore) {
        mission = before;
        phase = phaseBefore;
    }

    /** Lets the rider in. */
    public Answer unlock(String commandId, String rideId) {
        if (mission == null || (phase != MissionPhase.AT_PICKUP && phase != MissionPhase.BOARDING)) {
            return new Answer.Refused("doors.not-at-pickup", "the car does not stand at a pick-up");
        }
        if (!rideId.equals(mission.rideId())) {
            return new Answer.Refused("doors.other-ride", "the car serves another ride");
        }
        phase = MissionPhase.BOARDING;
        pendingCommandId = commandId;
        return new Answer.Taken(List.of());
    }

    /** Lets the rider find the car that waits. */
    public Answer signal(String commandId, String rideId) {
        if (mission == null || !WAITING.contains(phase)) {
            return new Answer.Refused("signal.not-waiting", "the car does not wait for a rider");
        }
        if (!rideId.equals(mission.rideId())) {
            return new Answer.Refused("doors.other-ride", "the car serves another ride");
        }
        return new Answer.Taken(List.of(new Happening.Heeded(commandId, "")));
    }

    /** Takes a mission back. */
    public Answer cancel(String commandId, String missionId, String reason) {
        if (mission == null || !mission.missionId().equals(missionId)) {
            return new Answer.Refused("mission.not-under-way", "that mission is not under way");
        }
        if (phase == MissionPhase.STOPPING && !pendingCommandId.isEmpty()) {
            return new Answer.Refused("mission.stopping-already", "another order has cancelled that mission");
        }
        phase = MissionPhase.STOPPING;
        pendingCommandId = commandId;
        cancelDetail = reason;
        return new Answer.Taken(List.of());
    }

    /** Takes the car out of service for an activation. */
    public Answer activate(String releaseId, long fence) {
        if (fence < highestFence) {
            return new Answer.Refused("update.stale-fence", "a newer reservation is known");
        }
        if (mission != null) {
            return new Answer.Refused("update.mission-under-way", "a mission is under way");
        }
        if (!activating.isEmpty()) {
            return new Answer.Refused("update.activating", "a release is being activated");
        }
        highestFence = fence;
        activating = releaseId;
        return new Answer.Taken(List.of());
    }

    /** Goes on with an activation that was under way before the agent restarted. */
    public void resumeActivation(String releaseId) {
        activating = releaseId;
    }

    /** The activation ended, well or not. */
    public void activationOver() {
        activating = "";
    }

    /** The car stands at the end of its route. */
    public List<Happening> arrive() {
        Mission here = Objects.requireNonNull(mission, "arrived without a mission");
        switch (here.purpose()) {
            case PICKUP -> phase = MissionPhase.AT_PICKUP;
            case STOP -> phase = MissionPhase.AT_STOP;
            case DROPOFF -> phase = MissionPhase.ALIGHTING;
            case REPOSITION -> mission = null;
        }
        return List.of(new Happening.Arrived(here));
    }

    /** The car stands and may not drive on; whoever sits in it gets out here. */
    public List<Happening> fail(String code, String detail, boolean occupied) {
        Mission here = Objects.requireNonNull(mission, "failed without a mission");
        if (occupied) {
            phase = MissionPhase.ALIGHTING;
        } else {
            mission = null;
        }
        return List.of(new Happening.Failed(here, code, detail));
    }

    /** Hears what doors and seats say, and whether the car stands. */
    public List<Happening> hear(BodyReport body, boolean standing) {
        if (mission == null) {
            return List.of();
        }
        return switch (phase) {
            case BOARDING -> hearBoarding(mission, body);
            case AT_STOP -> hearAtStop(mission, body);
            case ALIGHTING -> hearAlighting(mission, body);
            case STOPPING -> standing ? endCancelled(mission, body) : List.of();
            case DRIVING, AT_PICKUP, BOARDED -> List.of();
        };
    }

    private List<Happening> hearBoarding(Mission here, BodyReport body) {
        List<Happening> happenings = new ArrayList<>();
        if (!pendingCommandId.isEmpty() && !body.doorsLocked()) {
            happenings.add(new Happening.Unlocked(pendingCommandId));
            pendingCommandId = "";
        }
        if (body.occupied() && body.doorsClosed()) {
            phase = MissionPhase.BOARDED;
            happenings.add(new Happening.Boarded(here.rideId()));
        }
        return happenings;
    }

    /** Who gets out at a stop finds the car locked, and opens it as at the pick-up. */
    private List<Happening> hearAtStop(Mission here, BodyReport body) {
        if (body.occupied() || !body.doorsClosed()) {
            return List.of();
        }
        phase = MissionPhase.AT_PICKUP;
        return List.of(new Happening.Alighted(here.rideId()));
    }

    private List<Happening> hearAlighting(Mission here, BodyReport body) {
        if (body.occupied() || !body.doorsClosed()) {
            return List.of();
        }
        mission = null;
        return List.of(new Happening.Alighted(here.rideId()));
    }

    private List<Happening> endCancelled(Mission here, BodyReport body) {
        Happening ended = new Happening.Cancelled(here, pendingCommandId, cancelDetail);
        pendingCommandId = "";
        // Whoever still sits in the car must be able to get out.
        if (body.occupied()) {
            phase = MissionPhase.ALIGHTING;
        } else {
            mission = null;
        }
        return List.of(ended);
    }

    /** The mission that the car drives or stops from. */
    public Optional<Mission> driven() {
        boolean drives = phase == MissionPhase.DRIVING || phase == MissionPhase.STOPPING;
        return drives ? Optional.ofNullable(mission) : Optional.empty();
    }

    /** The mission that holds the car, driven or not. */
    public Optional<Mission> mission() {
        return Optional.ofNullable(mission);
    }

    /** How far the mission is; meaningless without one. */
    public MissionPhase phase() {
        return phase;
    }

    /** A mission still to be driven to its end. */
    public boolean isOpen() {
        return mission != null && (phase == MissionPhase.DRIVING || phase == MissionPhase.STOPPING);
    }

    /** The car is out of service for an activation. */
    public boolean isActivating() {
        return !activating.isEmpty();
    }

    /** Doors are to be locked. */
    public boolean wantsDoorsLocked() {
        return mission == null
                || (phase != MissionPhase.BOARDING && phase != MissionPhase.AT_STOP && phase != MissionPhase.ALIGHTING);
    }

    /** A rider is expected to get in or out here. */
    public boolean isPassengerStop() {
        return mission != null
                && (phase == MissionPhase.AT_PICKUP
                        || phase == MissionPhase.BOARDING
                        || phase == MissionPhase.ALIGHTING);
    }

    /** Highest reservation fence seen. */
    public long highestFence() {
        return highestFence;
    }

    /** Restores the fence after a restart. */
    public void restoreFence(long fence) {
        highestFence = Math.max(highestFence, fence);
    }
}
