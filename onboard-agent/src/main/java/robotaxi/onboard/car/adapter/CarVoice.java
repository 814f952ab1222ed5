package robotaxi.onboard.car.adapter;

import com.google.protobuf.ByteString;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.contracts.safety.v1.MomentPlan;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.contracts.vehicle.v1.PassengerChanged;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.link.adapter.Outbox;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.ClipRing;
import robotaxi.onboard.recorder.Trigger;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Trajectory;

/** Puts what happened on the car into the fleet's words. Runs on the car's mailbox, since every word is synced to disk. */
final class CarVoice {
    private static final System.Logger LOG = System.getLogger(CarVoice.class.getName());

    private static final int MOST_STILL_BYTES = 280_000;

    private final String vehicleId;
    private final Outbox outbox;
    private final LocalFrame frame;
    private final ClipRing ring;

    CarVoice(String vehicleId, Outbox outbox, LocalFrame frame, ClipRing ring) {
        this.vehicleId = vehicleId;
        this.outbox = outbox;
        this.frame = frame;
        this.ring = ring;
    }

    void mission(Mission mission, MissionState state, String detail) {
        LOG.log(
                Level.INFO,
                () -> "Mission moved vehicleId=" + vehicleId + " missionId=" + mission.missionId() + " state=" + state);
        outbox.event(VehicleEvent.newBuilder()
                .setMission(MissionChanged.newBuilder()
                        .setMissionId(mission.missionId())
                        .setRideId(mission.rideId())
                        .setState(state)
                        .setDetail(detail)));
    }

    void passenger(String rideId, PassengerAct act) {
        LOG.log(Level.INFO, () -> "Passenger moved vehicleId=" + vehicleId + " rideId=" + rideId + " act=" + act);
        outbox.event(VehicleEvent.newBuilder()
                .setPassenger(PassengerChanged.newBuilder().setRideId(rideId).setAct(act)));
    }

    /** What a safety event says, as it was at its moment. */
    record Alarm(
            SafetyKind kind,
            EgoState ego,
            double peakDeceleration,
            String rideId,
            String releaseId,
            String manifestSha256,
            String reasoning,
            String detail,
            Optional<Frame> keyFrame,
            Optional<Decision> decision) {}

    void alarm(Alarm alarm) {
        SafetyEvent.Builder event = SafetyEvent.newBuilder()
                .setKind(alarm.kind())
                .setPosition(MissionWire.position(
                        frame, alarm.ego().pose().x(), alarm.ego().pose().y()))
                .setHeadingDegrees(
                        (float) LocalFrame.headingDegrees(alarm.ego().pose().yaw()))
                .setSpeedMetresPerSecond((float) alarm.ego().speedMetresPerSecond())
                .setPeakDecelerationMetresPerSecondSquared((float) alarm.peakDeceleration())
                .setRideId(alarm.rideId())
                .setReleaseId(alarm.releaseId())
                .setReasoning(alarm.reasoning())
                .setDetail(alarm.detail())
                .setClipFollows(true);
        // The safety lane is for small words: a larger picture comes with the clip.
        alarm.keyFrame()
                .filter(still -> still.jpeg().length <= MOST_STILL_BYTES)
                .ifPresent(still -> event.addKeyFrames(KeyFrame.newBuilder()
                        .setCameraId(still.cameraId())
                        .setTime(ProtoTime.of(java.time.Instant.EPOCH.plusNanos(still.timeUs() * 1000)))
                        .setJpeg(ByteString.copyFrom(still.jpeg()))));
        alarm.decision().ifPresent(made -> event.setChosenPlan(plan(alarm.ego(), made)));
        // Without its event a clip belongs to nothing, so none is cut when the event was refused.
        Optional<String> eventId = outbox.safety(event);
        eventId.ifPresent(id -> ring.trigger(
                new Clip.Mark(id, trigger(alarm.kind()), alarm.ego().timeUs()),
                alarm.releaseId(),
                alarm.manifestSha256()));
        LOG.log(
                Level.INFO,
                () -> "Safety event vehicleId=" + vehicleId + " eventId=" + eventId.orElse("refused") + " kind="
                        + alarm.kind() + " detail=" + alarm.detail());
    }

    private static MomentPlan plan(EgoState ego, Decision made) {
        MomentPlan.Builder plan = MomentPlan.newBuilder().setSource(made.source());
        Pose2 here = ego.pose();
        Trajectory points = made.trajectory();
        for (int k = 1; k < points.x().length; k++) {
            plan.addXMetres((float) here.ahead(points.x()[k], points.y()[k]))
                    .addYMetres((float) here.left(points.x()[k], points.y()[k]))
                    .addSpeedMetresPerSecond((float) points.speed()[k]);
        }
        return plan.build();
    }

    /** What a trigger is to the fleet. */
    static SafetyKind kind(Trigger trigger) {
        return switch (trigger) {
            case COLLISION -> SafetyKind.SAFETY_KIND_COLLISION;
            case HARD_BRAKE -> SafetyKind.SAFETY_KIND_HARD_BRAKE;
            case DISENGAGEMENT -> SafetyKind.SAFETY_KIND_DISENGAGEMENT;
            case MINIMAL_RISK_MANOEUVRE -> SafetyKind.SAFETY_KIND_MINIMAL_RISK_MANOEUVRE;
            case STUCK -> SafetyKind.SAFETY_KIND_STUCK;
            case EMERGENCY_VEHICLE -> SafetyKind.SAFETY_KIND_EMERGENCY_VEHICLE;
            case RIDER_REPORT -> SafetyKind.SAFETY_KIND_RIDER_REPORT;
            case MODEL_FAULT -> SafetyKind.SAFETY_KIND_MODEL_FAULT;
            case MODEL_UNSURE -> SafetyKind.SAFETY_KIND_MODEL_UNSURE;
            case ENVELOPE_VETO -> SafetyKind.SAFETY_KIND_ENVELOPE_VETO;
            case SHADOW_DISAGREEMENT -> SafetyKind.SAFETY_KIND_SHADOW_DISAGREEMENT;
            case ASSISTANCE -> SafetyKind.SAFETY_KIND_ASSISTANCE;
            case BOOKMARK -> SafetyKind.SAFETY_KIND_BOOKMARK;
        };
    }

    static String trigger(SafetyKind kind) {
        return kind.name()
                .substring("SAFETY_KIND_".length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }
}
