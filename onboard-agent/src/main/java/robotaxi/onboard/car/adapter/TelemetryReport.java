package robotaxi.onboard.car.adapter;

import java.util.Optional;
import robotaxi.contracts.telemetry.v1.AreaHeld;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.ModelState;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.door.BusReport;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.supervisor.EgoState;

/** One car's sample a second. */
final class TelemetryReport {
    private static final double SPACING_METRES = 25;
    private static final int POINTS_AHEAD = 40;

    private final CarState state;
    private final LocalFrame frame;
    private long lastPlans;
    private double achievedHz;

    TelemetryReport(CarState state, LocalFrame frame) {
        this.state = state;
        this.frame = frame;
    }

    /** The car as it is now; empty before it knows where it is. */
    Optional<Sample.Builder> sample(DrivingModel model, long plans, CarMind.Tally thoughts) {
        achievedHz = 0.7 * achievedHz + 0.3 * (plans - lastPlans);
        lastPlans = plans;
        state.lock.lock();
        try {
            Optional<EgoState> ego = state.ego.newest();
            if (ego.isEmpty()) {
                return Optional.empty();
            }
            Sample.Builder out = Sample.newBuilder();
            place(ego.get(), out);
            body(out);
            out.setMode(mode(state)).setModel(model(model, ego.get(), thoughts));
            state.areas
                    .area()
                    .ifPresent(area -> out.setOperatingArea(
                            AreaHeld.newBuilder().setMarketId(area.marketId()).setVersion(area.version())));
            state.desk.mission().ifPresent(mission -> mission(mission, out));
            return Optional.of(out);
        } finally {
            state.lock.unlock();
        }
    }

    private void place(EgoState ego, Sample.Builder out) {
        out.setPosition(MissionWire.position(frame, ego.pose().x(), ego.pose().y()))
                .setHeadingDegrees((float) LocalFrame.headingDegrees(ego.pose().yaw()))
                .setSpeedMetresPerSecond((float) ego.speedMetresPerSecond())
                .setAccelerationMetresPerSecondSquared((float) ego.accelerationMetresPerSecondSquared());
    }

    private void body(Sample.Builder out) {
        BusReport bus = state.bus;
        if (bus != null) {
            out.setBatteryPercent((float) bus.batteryPercent())
                    .setOdometerMetres(bus.odometerMetres())
                    .setAccelerationMetresPerSecondSquared((float) bus.acceleration())
                    .setDoorsLocked(bus.body().doorsLocked())
                    .setOccupied(bus.body().occupied());
        }
    }

    /** What the car does; needs the lock. */
    static DrivingMode mode(CarState state) {
        if (state.desk.isActivating()) {
            return DrivingMode.DRIVING_MODE_UPDATING;
        }
        if (state.desk.driven().isEmpty()) {
            return DrivingMode.DRIVING_MODE_PARKED;
        }
        return switch (state.loop.riskMode()) {
            case NORMAL -> DrivingMode.DRIVING_MODE_AUTONOMOUS;
            case MANOEUVRE -> DrivingMode.DRIVING_MODE_MINIMAL_RISK_MANOEUVRE;
            case CONDITION -> DrivingMode.DRIVING_MODE_MINIMAL_RISK_CONDITION;
        };
    }

    private ModelState model(DrivingModel model, EgoState ego, CarMind.Tally thoughts) {
        ModelState.Builder out = ModelState.newBuilder()
                .setReleaseId(model.releaseId())
                .setProvider(model.footing().provider())
                .setAchievedHz((float) achievedHz)
                .setMissedTicks(state.loop.missedTicks())
                .setProviderReason(model.footing().whyNotBetter())
                .setFullThoughts(thoughts.full())
                .setReflexes(thoughts.reflexes())
                .setCutThoughts(thoughts.cut())
                .setContradictions(thoughts.contradictions());
        var plan = state.plan;
        if (plan != null) {
            out.setPlanAgeMillis(Math.clamp((ego.timeUs() - plan.timeUs()) / 1000, 0, Integer.MAX_VALUE))
                    .setReasoning(plan.plan().reasoning());
        }
        return out.build();
    }

    private void mission(Mission mission, Sample.Builder out) {
        out.setMissionId(mission.missionId()).setRideId(mission.rideId());
        Decision decision = state.decision;
        Optional<RouteLine.Projection> here = state.loop.here();
        if (state.desk.driven().isEmpty() || decision == null || here.isEmpty()) {
            return;
        }
        out.setEtaSeconds((float) decision.etaSeconds()).setRemainingMetres((float) decision.remainingMetres());
        RouteLine route = mission.route();
        double step = Math.max(SPACING_METRES, decision.remainingMetres() / POINTS_AHEAD);
        for (double s = here.get().sMetres(); s < route.lengthMetres(); s += step) {
            out.addAhead(MissionWire.position(frame, route.xAt(s), route.yAt(s)));
        }
        double end = route.lengthMetres();
        out.addAhead(MissionWire.position(frame, route.xAt(end), route.yAt(end)));
    }
}
