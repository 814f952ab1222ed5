package robotaxi.onboard.car.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.assistance.AssistDesk;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.assistance.Situation;
import robotaxi.onboard.door.BusReport;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.drive.DriveEvent;
import robotaxi.onboard.drive.DriveLoop;
import robotaxi.onboard.drive.EgoHistory;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.drive.FrameRing;
import robotaxi.onboard.drive.Moment;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.liveview.LiveShow;
import robotaxi.onboard.mission.AreaDesk;
import robotaxi.onboard.mission.EmergencyDesk;
import robotaxi.onboard.mission.Happening;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionDesk;
import robotaxi.onboard.mission.MissionPhase;
import robotaxi.onboard.mission.Restraint;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Assessment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Fault;
import robotaxi.onboard.supervisor.HealthWatch;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.RiskState;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.VehicleShape;

/** What one car knows and decides. Everything mutable here is read and written under its lock. */
final class CarState {
    private static final double DOUBTFUL = 0.3;
    private static final RouteLine NOWHERE = RouteLine.of(new double[1], new double[1], new double[0]);

    /** As long as a rider needs to turn round to the sound. */
    private static final long SIGNAL_US = 3_000_000;

    final ReentrantLock lock = new ReentrantLock();
    final EgoHistory ego = new EgoHistory();
    final FrameRing frames = new FrameRing();
    final DriveLoop loop;
    private final Supplier<Optional<String>> mayNotDrive;
    private final HealthWatch health = new HealthWatch();
    final MissionDesk desk = new MissionDesk();
    final EmergencyDesk emergencies = new EmergencyDesk();
    final AssistDesk assistance =
            new AssistDesk(AssistDesk.Settings.USUAL, () -> UUID.randomUUID().toString());

    final AreaDesk areas = new AreaDesk();
    private final Restraint restraint = emergencies.and(assistance).and(areas);

    final LiveShow show = new LiveShow(LiveShow.Settings.USUAL);

    @Nullable
    BusReport bus;

    @Nullable
    TimedPlan plan;

    @Nullable
    Decision decision;

    /** The newest picture of the camera that looks ahead, as people get it. */
    volatile @Nullable Frame still;

    private Optional<AreaDesk.Breach> breach = Optional.empty();
    private volatile List<Track> tracks = List.of();
    private long signalUntilUs;
    private boolean honks;
    private boolean flashes;

    /**
     * A car that has seen nothing yet.
     *
     * @param healsItself whether a minimal-risk condition whose cause is over needs nobody's release
     * @param mayNotDrive why the release that drives may not do so any more; empty if it may
     */
    CarState(boolean healsItself, Supplier<Optional<String>> mayNotDrive) {
        this.loop = new DriveLoop(healsItself);
        this.mayNotDrive = mayNotDrive;
    }

    /** Begins to honk, to flash, or both; needs the lock. */
    void signal(boolean honk, boolean flash) {
        BusReport report = bus;
        signalUntilUs = (report == null ? 0 : report.timeUs()) + SIGNAL_US;
        honks = honk;
        flashes = flash;
    }

    /** Whether the horn is to sound at this time; needs the lock. */
    boolean honks(long nowUs) {
        return honks && nowUs < signalUntilUs;
    }

    /** Whether the lamps are to flash at this time; needs the lock. */
    boolean flashes(long nowUs) {
        return flashes && nowUs < signalUntilUs;
    }

    /** Takes a report of the wires; needs the lock. */
    void hear(BusReport report) {
        bus = report;
        Optional<EgoState> now = ego.at(report.timeUs());
        if (now.isEmpty()) {
            return;
        }
        Pose2 rig = now.get().pose();
        List<Track> local = new ArrayList<>();
        for (BusReport.RadarTrack track : report.tracks()) {
            double ahead = track.aheadMetres() + VehicleShape.REAR_AXLE_TO_FRONT_METRES;
            double cosine = Math.cos(rig.yaw());
            double sine = Math.sin(rig.yaw());
            local.add(new Track(
                    track.id(),
                    rig.toX(ahead, track.leftMetres()),
                    rig.toY(ahead, track.leftMetres()),
                    track.speedAhead() * cosine - track.speedLeft() * sine,
                    track.speedAhead() * sine + track.speedLeft() * cosine,
                    track.lengthMetres(),
                    track.widthMetres(),
                    track.kind()));
        }
        tracks = List.copyOf(local);
    }

    /** What the radar follows, in the local frame; needs the lock. */
    List<Track> tracks() {
        return tracks;
    }

    /** One control tick; needs the lock. */
    Optional<Decision> tick(long nowUs) {
        Optional<EgoState> now = ego.newest();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Optional<Mission> mission = driven();
        boolean released = assistance.takeRelease();
        if (released) {
            mission.ifPresent(present -> areas.letGo(present, hereMetres()));
        }
        boolean stopping = mission.isPresent() && desk.phase() == MissionPhase.STOPPING;
        Decision made = loop.tick(new Moment(
                nowUs,
                now.get(),
                mission.orElse(null),
                stopping,
                tracks,
                plan,
                fault(nowUs, now.get(), mission),
                restraint));
        if (released) {
            loop.release();
        }
        decision = made;
        return Optional.of(made);
    }

    /** The mission that the car drives, with the way that a person has advised; needs the lock. */
    Optional<Mission> driven() {
        return desk.driven().map(assistance::driven);
    }

    /** Whether the car has to ask, and what has become of its question; needs the lock. */
    List<AssistNews> assist(long nowNanos, boolean keepsUp) {
        Decision made = decision;
        Optional<EgoState> now = ego.newest();
        if (made == null || now.isEmpty()) {
            return List.of();
        }
        boolean isDriving = desk.phase() == MissionPhase.DRIVING;
        Mission mission = isDriving ? driven().orElse(null) : null;
        RouteLine.Projection here = loop.here().orElse(new RouteLine.Projection(0, 0));
        RouteLine route = mission == null ? NOWHERE : mission.route();
        return assistance.tick(
                new Situation(
                        now.get().timeUs(),
                        nowNanos,
                        now.get(),
                        mission,
                        route,
                        here,
                        mission == null
                                ? Optional.empty()
                                : Assessment.of(now.get(), route, here, tracks).lead(),
                        tracks,
                        made.risk(),
                        loop.waitsForRelease() || mayDriveBackIn(route, here),
                        notPermitted().isEmpty(),
                        breach.isPresent(),
                        mission != null && isHeld(mission, here),
                        isDoubtful(made),
                        keepsUp),
                this::isOpen);
    }

    /** Whether the car stands outside of its area for nothing else, and its route leads back. */
    private boolean mayDriveBackIn(RouteLine route, RouteLine.Projection here) {
        return breach.filter(AreaDesk.Breach.OUTSIDE::equals).isPresent()
                && notPermitted().isEmpty()
                && loop.riskMode() == RiskState.Mode.CONDITION
                && areas.returns(route, here.sMetres());
    }

    /** Whether a route from where the car is stays in the operating area and leads through no closed one; needs the lock. */
    boolean isOpen(RouteLine route) {
        double from = hereMetres();
        return emergencies.refuse(route, from).isEmpty()
                && areas.refuse(route, from).isEmpty();
    }

    private double hereMetres() {
        return loop.here().map(RouteLine.Projection::sMetres).orElse(0.0);
    }

    private boolean isHeld(Mission mission, RouteLine.Projection here) {
        return emergencies.stopsNow()
                || emergencies.endMetres(mission, here.sMetres(), 0)
                        < mission.route().lengthMetres();
    }

    private boolean isDoubtful(Decision made) {
        TimedPlan newest = plan;
        return made.events().stream().anyMatch(DriveEvent.PlanVetoed.class::isInstance)
                || (newest != null && newest.plan().confidence() < DOUBTFUL);
    }

    /** The car stands where an emergency, a person or the operating area's boundary has stopped its mission; needs the lock. */
    List<Happening> stoppedEarly() {
        BusReport report = bus;
        boolean occupied = report != null && report.body().occupied();
        Optional<AssistDesk.EndedMission> ended = assistance.endedMission();
        if (ended.isPresent()) {
            return desk.fail(ended.get().code(), ended.get().detail(), occupied);
        }
        // Who is outside already stands and asks: a person ends the mission.
        if (breach.isEmpty() && areas.endsMission(hereMetres())) {
            return desk.fail("area.outside", "the route leaves the operating area", occupied);
        }
        return emergencies.endsMission()
                ? desk.fail("emergency.area-closed", "the route leads through a closed area", occupied)
                : emergencies.standsAtPlace();
    }

    private Optional<Fault> fault(long nowUs, EgoState newest, Optional<Mission> mission) {
        BusReport report = bus;
        breach = areas.look(newest.pose().x(), newest.pose().y(), mission);
        // Whatever ails the car's senses asks for a harder stop than a lack of permission.
        return health.look(new HealthWatch.Inputs(
                        nowUs,
                        newest.timeUs(),
                        report == null ? -1 : report.timeUs(),
                        report != null && report.collided()))
                .or(this::notPermitted)
                .or(() -> breach.map(CarState::fault));
    }

    private static Fault fault(AreaDesk.Breach breach) {
        return switch (breach) {
            case OUTSIDE -> Fault.outsideArea();
            case UNREADABLE -> Fault.unreadableArea();
        };
    }

    /** The release that drives may not do so any more. */
    Optional<Fault> notPermitted() {
        return mayNotDrive.get().map(Fault::notPermitted);
    }

    /** A new session: what was seen before belongs to another world time. Needs the lock. */
    void forgetWorld() {
        ego.clear();
        frames.clear();
        still = null;
        bus = null;
        plan = null;
        decision = null;
        tracks = List.of();
        health.forget();
        assistance.forgetWorld();
    }
}
