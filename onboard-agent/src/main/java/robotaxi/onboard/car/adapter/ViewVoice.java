package robotaxi.onboard.car.adapter;

import robotaxi.contracts.assistance.v1.LiveView;
import robotaxi.contracts.assistance.v1.ThinkingWay;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.link.adapter.Outbox;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Rung;
import robotaxi.onboard.supervisor.Trajectory;

/** Puts what a watched car sees and means to do into the fleet's words. Runs on the car's mailbox. */
final class ViewVoice {
    /** Cameras that are off show nothing new, and what they saw last is no live picture. */
    private static final long LIVE_PICTURE_US = 5_000_000;

    /** Every fourth of the plan's points: 0.4 s apart. */
    private static final int PLAN_STEP = 4;

    private final Outbox outbox;
    private final LocalFrame frame;
    private final CarState state;

    ViewVoice(Outbox outbox, LocalFrame frame, CarState state) {
        this.outbox = outbox;
        this.frame = frame;
        this.state = state;
    }

    /** What is shown, as the car was at that moment. */
    record Showing(
            String viewId,
            Sight sight,
            Decision decision,
            ThinkingWay thinking,
            DrivingMode mode,
            String rung,
            String rungCode) {
        /** As it is now; needs the lock. */
        static Showing of(String viewId, CarState state, EgoState ego, Decision decision) {
            return new Showing(
                    viewId,
                    Sight.of(state, ego).withPictureOf(LIVE_PICTURE_US),
                    decision,
                    isStanding(decision) ? ThinkingWay.THINKING_WAY_UNSPECIFIED : thinking(state),
                    TelemetryReport.mode(state),
                    state.loop.rung().map(Showing::word).orElse(""),
                    state.loop.riskCode());
        }

        private static ThinkingWay thinking(CarState state) {
            TimedPlan plan = state.plan;
            if (plan == null) {
                return ThinkingWay.THINKING_WAY_UNSPECIFIED;
            }
            return plan.plan().thought().thinking() == Thinking.FULL
                    ? ThinkingWay.THINKING_WAY_FULL
                    : ThinkingWay.THINKING_WAY_REFLEX;
        }

        private static String word(Rung rung) {
            return switch (rung) {
                case PULL_OVER -> "pull-over";
                case COMFORT_STOP -> "comfort-stop";
                case EMERGENCY_STOP -> "emergency-stop";
            };
        }
    }

    /** Says it, and tells the show what it took. */
    void show(Showing now) {
        long bytes = 0;
        try {
            LiveView.Builder view = view(now);
            outbox.view(view);
            bytes = view.build().getSerializedSize();
        } finally {
            state.lock.lock();
            try {
                state.show.shown(bytes);
            } finally {
                state.lock.unlock();
            }
        }
    }

    /** Without a mission there is nothing to plan; what was planned last is over. */
    private static boolean isStanding(Decision decision) {
        return decision.source().equals("standing");
    }

    private LiveView.Builder view(Showing now) {
        Pose2 from = now.sight().ego().pose();
        LiveView.Builder out = LiveView.newBuilder()
                .setViewId(now.viewId())
                .setScene(now.sight().scene(frame, from))
                .setPlanSource(now.decision().source())
                .setThinking(now.thinking())
                .setMode(now.mode())
                .setRung(now.rung())
                .setRungCode(now.rungCode());
        if (!isStanding(now.decision())) {
            Trajectory plan = now.decision().trajectory();
            for (int k = 0; k < plan.x().length; k += PLAN_STEP) {
                out.addPlan(
                        AssistWire.point(from.ahead(plan.x()[k], plan.y()[k]), from.left(plan.x()[k], plan.y()[k])));
            }
        }
        return out;
    }
}
