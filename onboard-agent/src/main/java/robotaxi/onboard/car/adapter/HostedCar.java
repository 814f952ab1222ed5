package robotaxi.onboard.car.adapter;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.door.BodyWish;
import robotaxi.onboard.door.BusPort;
import robotaxi.onboard.door.BusReport;
import robotaxi.onboard.door.DriveAnswer;
import robotaxi.onboard.door.DriverSession;
import robotaxi.onboard.door.HistoryTooShortException;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.drive.DriveEvent;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.drive.RouteTensor;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.dssad.AdsEvent;
import robotaxi.onboard.dssad.AdsNote;
import robotaxi.onboard.dssad.AdsWatch;
import robotaxi.onboard.mission.BodyReport;
import robotaxi.onboard.mission.Happening;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionPhase;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.adapter.ModelHost;
import robotaxi.onboard.model.adapter.PlanClient;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.ClipRing;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.recorder.MomentWatch;
import robotaxi.onboard.recorder.Noticed;
import robotaxi.onboard.recorder.Trigger;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.RiskState;

/** One car at its doors: what the world tells it comes in here, what it decides goes out, and what happened is passed on. */
final class HostedCar implements DriverSession, BusPort, PlanClient, CarOrders.Bookmarks {
    private static final System.Logger LOG = System.getLogger(HostedCar.class.getName());
    private static final double ARRIVED_METRES = 2;
    private static final double STANDING_SPEED = 0.1;

    /** Of the cameras of a parked car that somebody watches. */
    private static final double WATCHED_HZ = 2;

    private static final BodyReport UNHEARD = new BodyReport(false, false, false);

    private final String vehicleId;
    private final CarState state;
    private final ModelHost host;
    private final Supplier<DrivingModel> model;
    private final ClipRing ring;
    private final Executor mailbox;
    private final double cameraHz;
    private final MomentWatch watch = new MomentWatch();
    private final CarMind mind;
    private final CarShadow shadow;
    private final AtomicLong plans = new AtomicLong();
    private final AdsWatch adsWatch = new AdsWatch();
    private volatile Sink sink = new Sink(
            happening -> {}, alarm -> {}, telling -> {}, () -> true, view -> {}, () -> true, clip -> {}, note -> {});
    private RiskState.Mode lastMode = RiskState.Mode.NORMAL;

    /** Where the car's news go; called on the mailbox. What keeps up has no older news of its kind that the fleet has not got yet. */
    record Sink(
            Consumer<Happening> happenings,
            Consumer<CarVoice.Alarm> alarms,
            Consumer<AssistVoice.Telling> questions,
            BooleanSupplier keepsUp,
            Consumer<ViewVoice.Showing> views,
            BooleanSupplier viewsKeepUp,
            Consumer<Clip> clips,
            Consumer<AdsNote> adsRecord) {}

    HostedCar(
            String vehicleId,
            CarState state,
            ModelHost host,
            Supplier<DrivingModel> model,
            ClipRing ring,
            Executor mailbox,
            double cameraHz,
            CarMind mind,
            CarShadow shadow) {
        this.vehicleId = vehicleId;
        this.state = state;
        this.host = host;
        this.model = model;
        this.ring = ring;
        this.mailbox = mailbox;
        this.cameraHz = cameraHz;
        this.mind = mind;
        this.shadow = shadow;
        shadow.disagreements(this::disagreed);
    }

    private void disagreed(EgoState ego, String detail) {
        state.lock.lock();
        try {
            happened(Trigger.SHADOW_DISAGREEMENT, ego, detail);
        } finally {
            state.lock.unlock();
        }
    }

    void connect(Sink news) {
        sink = news;
    }

    @Override
    public boolean frame(Frame frame) {
        if (!state.frames.add(frame)) {
            return false;
        }
        Stills.jpeg(frame).ifPresent(picture -> {
            if (frame.cameraId().equals(Eyes.FRONT_WIDE)) {
                state.still = picture;
            }
            ring.add(new Moment.FrameSeen(picture));
        });
        state.lock.lock();
        try {
            if (state.desk.driven().isPresent()
                    && mind.completes(state.frames, model.get().eyes())) {
                boolean moves = state.ego
                        .newest()
                        .map(ego -> ego.speedMetresPerSecond() > STANDING_SPEED)
                        .orElse(false);
                host.request(this, moves);
            }
        } finally {
            state.lock.unlock();
        }
        return true;
    }

    @Override
    public void pose(EgoState ego) {
        state.ego.add(ego);
    }

    @Override
    public void route(double[] aheadMetres, double[] leftMetres, long timeUs) {
        LOG.log(Level.DEBUG, () -> "Route ignored, the car follows missions vehicleId=" + vehicleId);
    }

    @Override
    public void reset() {
        state.lock.lock();
        try {
            state.forgetWorld();
            mind.forget();
        } finally {
            state.lock.unlock();
        }
    }

    @Override
    public DriveAnswer drive(long nowUs) {
        Decision decision;
        EgoState ego;
        String reasoning;
        state.lock.lock();
        try {
            decision = state.tick(nowUs).orElseThrow(() -> new HistoryTooShortException("no egomotion yet"));
            ego = state.ego.newest().orElseThrow();
            reasoning = reasoning();
            handle(decision, ego);
            watch.decided(
                            ego.timeUs(),
                            decision.source(),
                            mayGo(decision),
                            ego.speedMetresPerSecond(),
                            decision.gapMetres())
                    .forEach(noticed -> alarm(noticed, ego));
            ask(ego);
            show(decision, ego);
            BusReport bus = state.bus;
            adsWatch.tick(
                            decision,
                            ego,
                            state.desk.driven().isPresent(),
                            bus == null ? 0 : bus.acceleration(),
                            bus != null && bus.collided())
                    .forEach(this::note);
        } finally {
            state.lock.unlock();
        }
        record(decision, ego);
        ring.due(nowUs).ifPresent(clip -> mailbox.execute(() -> sink.clips().accept(clip)));
        boolean stands = decision.source().equals("standing");
        return new DriveAnswer(
                ego, stands ? Optional.empty() : Optional.of(decision.trajectory()), reasoning, decision.source());
    }

    /** Whether the car has somewhere to go, and nothing that was ordered holds it. */
    private boolean mayGo(Decision decision) {
        return state.desk.driven().isPresent()
                && state.desk.phase() != MissionPhase.STOPPING
                && !state.emergencies.stopsNow()
                && decision.risk() == RiskState.Mode.NORMAL
                && decision.remainingMetres() > ARRIVED_METRES;
    }

    private void handle(Decision decision, EgoState ego) {
        for (DriveEvent event : decision.events()) {
            switch (event) {
                case DriveEvent.RouteEnded _ -> pass(state.desk.arrive());
                case DriveEvent.StoppedEarly _ -> pass(state.stoppedEarly());
                case DriveEvent.PlanVetoed veto -> vetoed(veto, ego);
                case DriveEvent.MinimalRiskBegan began -> happened(Trigger.MINIMAL_RISK_MANOEUVRE, ego, began.reason());
                case DriveEvent.MinimalRiskReached _ -> {}
                case DriveEvent.RiskReset reset ->
                    LOG.log(
                            Level.INFO,
                            () -> "Minimal-risk condition reset vehicleId=" + vehicleId + " reason=" + reset.reason());
            }
        }
        if (decision.risk() != lastMode) {
            lastMode = decision.risk();
            ring.add(new Moment.ModeChanged(ego.timeUs(), mode(lastMode), ""));
        }
    }

    private void ask(EgoState ego) {
        // The queue is asked only while it matters: it may be busy with the disk.
        boolean keepsUp =
                state.assistance.question().isEmpty() || sink.keepsUp().getAsBoolean();
        for (AssistNews news : state.assist(System.nanoTime(), keepsUp)) {
            AssistVoice.Telling telling =
                    AssistVoice.Telling.of(news, state, ego, model.get().releaseId());
            mailbox.execute(() -> sink.questions().accept(telling));
            if (news instanceof AssistNews.Asked asked) {
                happened(Trigger.ASSISTANCE, ego, asked.question().cause().words());
                note(new AdsNote(
                        AdsEvent.TRANSITION_DEMAND,
                        asked.question().cause().name().toLowerCase(java.util.Locale.ROOT),
                        asked.question().cause().words(),
                        ego));
            }
        }
    }

    private void show(Decision decision, EgoState ego) {
        state.show.due(System.nanoTime(), sink.viewsKeepUp()).ifPresent(viewId -> {
            ViewVoice.Showing showing = ViewVoice.Showing.of(viewId, state, ego, decision);
            mailbox.execute(() -> sink.views().accept(showing));
        });
    }

    private static String mode(RiskState.Mode mode) {
        return switch (mode) {
            case NORMAL -> "autonomous";
            case MANOEUVRE -> "minimal-risk-manoeuvre";
            case CONDITION -> "minimal-risk-condition";
        };
    }

    private void vetoed(DriveEvent.PlanVetoed veto, EgoState ego) {
        if (ego.speedMetresPerSecond() > 1) {
            happened(Trigger.ENVELOPE_VETO, ego, veto.code() + ": " + veto.detail());
        }
    }

    private void record(Decision decision, EgoState ego) {
        BusReport bus = state.bus;
        double acceleration = bus == null ? ego.accelerationMetresPerSecondSquared() : bus.acceleration();
        double battery = bus == null ? 0 : bus.batteryPercent();
        BodyReport body = bus == null ? UNHEARD : bus.body();
        ring.add(new Moment.Signals(
                ego, acceleration, battery, decision.gapMetres(), body, bus != null && bus.collided()));
        ring.add(new Moment.ObjectsSeen(ego.timeUs(), state.tracks()));
        if (!decision.source().equals("standing")) {
            ring.add(new Moment.PlanChosen(ego, decision.trajectory(), decision.source()));
        }
        decision.candidates().forEach(candidate -> ring.add(new Moment.PlanConsidered(ego, candidate)));
    }

    @Override
    public BodyWish report(BusReport report) {
        state.lock.lock();
        try {
            state.hear(report);
            EgoState ego = state.ego.newest().orElse(null);
            boolean standing = ego == null || Math.abs(ego.speedMetresPerSecond()) < STANDING_SPEED;
            pass(state.desk.hear(report.body(), standing));
            pass(state.emergencies.hear(standing, state.desk.driven().isPresent()));
            if (ego != null) {
                watch(report, ego);
            }
            boolean drives = state.desk.driven().isPresent();
            Eyes eyes = model.get().eyes();
            boolean watched = state.show.viewId(System.nanoTime()).isPresent();
            return new BodyWish(
                    state.desk.wantsDoorsLocked(),
                    state.loop.riskMode() != RiskState.Mode.NORMAL
                            || state.assistance.question().isPresent()
                            || state.flashes(report.timeUs()),
                    state.honks(report.timeUs()),
                    state.desk.isPassengerStop(),
                    drives ? Math.max(cameraHz, eyes.leastHz()) : watched ? WATCHED_HZ : 0,
                    drives,
                    eyes.wanted());
        } finally {
            state.lock.unlock();
        }
    }

    private void watch(BusReport report, EgoState ego) {
        // One that passes a car which waits for a mission is no edge case of driving.
        OptionalDouble emergencyVehicle = report.tracks().stream()
                .filter(track -> state.desk.driven().isPresent() && track.kind().equals("emergency-vehicle"))
                .mapToDouble(track -> Math.hypot(track.aheadMetres(), track.leftMetres()))
                .min();
        var wires =
                new MomentWatch.Wires(report.acceleration(), report.collided(), report.riderReport(), emergencyVehicle);
        watch.heard(report.timeUs(), wires).forEach(noticed -> alarm(noticed, ego));
    }

    private void happened(Trigger trigger, EgoState ego, String detail) {
        watch.happened(trigger, ego.timeUs(), detail).ifPresent(noticed -> alarm(noticed, ego));
    }

    @Override
    public boolean bookmark(String reason) {
        state.lock.lock();
        try {
            Optional<EgoState> ego = state.ego.newest();
            Optional<Noticed> noticed = ego.flatMap(now -> watch.happened(Trigger.BOOKMARK, now.timeUs(), reason));
            noticed.ifPresent(moment -> alarm(moment, ego.orElseThrow()));
            return noticed.isPresent();
        } finally {
            state.lock.unlock();
        }
    }

    @Override
    public void calibrated(Calibration calibration) {
        ring.calibrated(calibration);
    }

    private void alarm(Noticed noticed, EgoState ego) {
        DrivingModel runs = model.get();
        CarVoice.Alarm alarm = new CarVoice.Alarm(
                CarVoice.kind(noticed.trigger()),
                ego,
                noticed.peakDeceleration(),
                state.desk.mission().map(Mission::rideId).orElse(""),
                runs.releaseId(),
                runs.manifestSha256(),
                reasoning(),
                noticed.detail(),
                Optional.ofNullable(state.still),
                Optional.ofNullable(state.decision));
        mailbox.execute(() -> sink.alarms().accept(alarm));
    }

    private void note(AdsNote note) {
        mailbox.execute(() -> sink.adsRecord().accept(note));
    }

    private void pass(List<Happening> happenings) {
        for (Happening happening : happenings) {
            mailbox.execute(() -> sink.happenings().accept(happening));
        }
    }

    private String reasoning() {
        TimedPlan plan = state.plan;
        return plan == null ? "" : plan.plan().reasoning();
    }

    @Override
    public Optional<Seen> look() {
        state.lock.lock();
        try {
            Optional<Mission> mission = state.driven();
            Optional<EgoState> ego = state.ego.newest();
            Optional<List<byte[]>> pictures = state.frames.pictures(model.get().eyes());
            if (mission.isEmpty() || ego.isEmpty() || pictures.isEmpty()) {
                return Optional.empty();
            }
            var route = mission.get().route();
            double at = state.loop.here().map(here -> here.sMetres()).orElse(0.0);
            Observation observation = new Observation(
                    pictures.get(),
                    state.ego.tensor(ego.get()),
                    RouteTensor.waypoints(route, at, ego.get()),
                    RouteTensor.context(route, at, ego.get()));
            return Optional.of(new Seen(observation, ego.get()));
        } finally {
            state.lock.unlock();
        }
    }

    @Override
    public DrivingModel model() {
        return model.get();
    }

    @Override
    public Effort effort(Seen seen, long nowNanos) {
        state.lock.lock();
        try {
            return mind.effort(seen, state.tracks(), nowNanos);
        } finally {
            state.lock.unlock();
        }
    }

    @Override
    public void planned(Seen seen, Plan made) {
        plans.incrementAndGet();
        Plan plan;
        state.lock.lock();
        try {
            plan = mind.thought(seen, made);
            state.plan = TimedPlan.of(plan, seen.ego());
            mind.contradictions(seen, made, state.tracks(), state.bus != null)
                    .forEach(found -> happened(Trigger.MODEL_UNSURE, seen.ego(), found.code() + ": " + found.detail()));
            EgoState ego = seen.ego();
            watch.planned(ego.timeUs(), plan.confidence(), ego.speedMetresPerSecond())
                    .ifPresent(noticed -> alarm(noticed, ego));
        } finally {
            state.lock.unlock();
        }
        shadow.compare(seen, mind.lastEffort(), plan);
        ring.add(new Moment.Reasoned(
                seen.ego().timeUs(),
                plan.reasoning(),
                plan.metaAction(),
                model.get().manifestSha256(),
                state.frames.newest().map(frame -> List.of(frame.timeUs())).orElse(List.of()),
                plan.confidence()));
    }

    @Override
    public void failed(ModelFaultException fault) {
        LOG.log(
                Level.WARNING,
                () -> "Model failed vehicleId=" + vehicleId + " code=" + fault.code() + " detail="
                        + fault.getMessage());
        state.lock.lock();
        try {
            state.ego.newest().ifPresent(ego -> happened(Trigger.MODEL_FAULT, ego, fault.code()));
        } finally {
            state.lock.unlock();
        }
    }

    /** What its thoughts amount to so far. */
    CarMind mind() {
        return mind;
    }

    /** Runs of the model so far. */
    long plans() {
        return plans.get();
    }

    /** What a happening means on the wire. */
    static void tell(Happening happening, CarVoice voice, CommandEnds ends) {
        switch (happening) {
            case Happening.UnderWay now -> voice.mission(now.mission(), MissionState.MISSION_STATE_UNDER_WAY, "");
            case Happening.Arrived now -> {
                voice.mission(now.mission(), MissionState.MISSION_STATE_ARRIVED, "");
                ends.end(now.mission().commandId(), CommandState.COMMAND_STATE_SUCCEEDED, "", "");
            }
            case Happening.Cancelled now -> {
                voice.mission(now.mission(), MissionState.MISSION_STATE_CANCELLED, now.detail());
                boolean replaced = now.cancelCommandId().isEmpty();
                ends.end(
                        now.mission().commandId(),
                        replaced ? CommandState.COMMAND_STATE_SUPERSEDED : CommandState.COMMAND_STATE_CANCELLED,
                        "",
                        now.detail());
                if (!replaced) {
                    ends.end(now.cancelCommandId(), CommandState.COMMAND_STATE_SUCCEEDED, "", "");
                }
            }
            case Happening.Failed now -> {
                voice.mission(now.mission(), MissionState.MISSION_STATE_FAILED, now.detail());
                ends.end(now.mission().commandId(), CommandState.COMMAND_STATE_FAILED, now.code(), now.detail());
            }
            case Happening.Boarded now -> voice.passenger(now.rideId(), PassengerAct.PASSENGER_ACT_BOARDED);
            case Happening.Alighted now -> voice.passenger(now.rideId(), PassengerAct.PASSENGER_ACT_ALIGHTED);
            case Happening.Unlocked now -> ends.end(now.commandId(), CommandState.COMMAND_STATE_SUCCEEDED, "", "");
            case Happening.Heeded now ->
                ends.end(now.commandId(), CommandState.COMMAND_STATE_SUCCEEDED, now.code(), "");
            case Happening.Lapsed now ->
                ends.end(
                        now.commandId(),
                        CommandState.COMMAND_STATE_CANCELLED,
                        "emergency.over",
                        "the emergency was over before");
        }
    }

    /** Reports the end of a command. */
    interface CommandEnds {
        void end(String commandId, CommandState state, String code, String detail);
    }
}
