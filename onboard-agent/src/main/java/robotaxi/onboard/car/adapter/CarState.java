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
import robotaxi.onboard.mission.EmergencyDesk;
import robotaxi.onboard.mission.Happening;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionDesk;
import robotaxi.onboard.mission.MissionPhase;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Assessment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Fault;
import robotaxi.onboard.supervisor.HealthWatch;
import robotaxi.onboard.supervisor.Pose2;
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

    final LiveShow show = new LiveShow(LiveShow.Settings.USUAL);

    @Nullable
    BusReport bus;

    @Nullable
    TimedPlan plan;

    @Nullable
    Decision decision;

    /** The newest picture of the camera that looks ahead, as people get it. */
    volatile @Nullable Frame still;

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
        if (assistance.takeRelease()) {
            loop.release();
        }
        Optional<Mission> mission = driven();
        boolean stopping = mission.isPresent() && desk.phase() == MissionPhase.STOPPING;
        Decision made = loop.tick(new Moment(
                nowUs,
                now.get(),
                mission.orElse(null),
                stopping,
                tracks,
                plan,
                fault(nowUs, now.get()),
                emergencies.and(assistance)));
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
                        loop.waitsForRelease(),
                        notPermitted().isEmpty(),
                        mission != null && isHeld(mission, here),
                        isDoubtful(made),
                        keepsUp),
                this::isOpen);
    }

    /** Whether a route from where the car is leads through no closed area; needs the lock. */
    boolean isOpen(RouteLine route) {
        double from = loop.here().map(RouteLine.Projection::sMetres).orElse(0.0);
        return emergencies.refuse(route, from).isEmpty();
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

    /** The car stands where an emergency has stopped its mission; needs the lock. */
    List<Happening> stoppedEarly() {
        BusReport report = bus;
        boolean occupied = report != null && report.body().occupied();
        Optional<AssistDesk.EndedMission> ended = assistance.endedMission();
        if (ended.isPresent()) {
            return desk.fail(ended.get().code(), ended.get().detail(), occupied);
        }
        return emergencies.endsMission()
                ? desk.fail("emergency.area-closed", "the route leads through a closed area", occupied)
                : emergencies.standsAtPlace();
    }

    private Optional<Fault> fault(long nowUs, EgoState newest) {
        BusReport report = bus;
        // Whatever ails the car's senses asks for a harder stop than a lack of permission.
        return health.look(new HealthWatch.Inputs(
                        nowUs,
                        newest.timeUs(),
                        report == null ? -1 : report.timeUs(),
                        report != null && report.collided()))
                .or(this::notPermitted);
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
