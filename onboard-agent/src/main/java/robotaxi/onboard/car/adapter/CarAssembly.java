package robotaxi.onboard.car.adapter;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.command.adapter.CommandDesk;
import robotaxi.onboard.command.adapter.FleetSignatures;
import robotaxi.onboard.custody.adapter.CarCustody;
import robotaxi.onboard.dssad.AdsNote;
import robotaxi.onboard.dssad.adapter.AdsRecord;
import robotaxi.onboard.identity.adapter.CarIdentity;
import robotaxi.onboard.identity.adapter.Enrolment;
import robotaxi.onboard.identity.adapter.IdentityStore;
import robotaxi.onboard.identity.adapter.Renewal;
import robotaxi.onboard.link.adapter.GrpcLink;
import robotaxi.onboard.link.adapter.LinkPeer;
import robotaxi.onboard.link.adapter.Outbox;
import robotaxi.onboard.mission.Answer;
import robotaxi.onboard.mission.Happening;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.adapter.ModelHost;
import robotaxi.onboard.queue.SmallFile;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.ClipRing;
import robotaxi.onboard.recorder.UploadPace;
import robotaxi.onboard.recorder.adapter.ClipSpool;
import robotaxi.onboard.recorder.adapter.TusUploader;
import robotaxi.onboard.shadow.adapter.ShadowHost;
import robotaxi.onboard.update.Uptane;
import robotaxi.onboard.update.adapter.ModelSwitch;
import robotaxi.onboard.update.adapter.Slots;
import robotaxi.onboard.update.adapter.Updater;

/** One hosted car with all its parts, each in the car's own folder. */
final class CarAssembly implements LinkPeer, CarOrders.Releases, Updater.News, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CarAssembly.class.getName());
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final long UPLOAD_EVERY_SECONDS = 5;
    private static final long LOOK_AGAIN_MILLIS = 10_000;
    private static final Duration SPEED_WINDOW = Duration.ofSeconds(30);

    private final AgentConfig config;
    private final AgentConfig.Car settings;
    private final Path folder;
    private final ScheduledExecutorService timers;
    private final ExecutorService mailbox;
    private final ExecutorService errands;
    private final CarState state;
    private final ClipRing ring;
    private final AdsRecord adsRecord;
    private final IdentityStore identities;
    private final Outbox outbox;
    private final CommandDesk desk;
    private final AreaOrders areas;
    private final CarOrders orders;
    private final HostedCar car;
    private final ClipSpool spool;
    private final TusUploader uploader;
    private final ExecutorService uploads;
    private final ExecutorService looks;
    private final AtomicBoolean uploading = new AtomicBoolean();
    private final Updater updater;
    private final SmallFile fenceFile;
    private final ModelSwitch model;
    private final Optional<ShadowHost.Candidate> shadow;
    private final Random chance = new Random();
    private final @org.jspecify.annotations.Nullable GrpcLink[] link = new GrpcLink[1];
    private volatile boolean closed;

    CarAssembly(
            AgentConfig config,
            AgentConfig.Car settings,
            ModelHost host,
            ShadowHost shadows,
            ScheduledExecutorService timers)
            throws IOException {
        this.config = config;
        this.settings = settings;
        this.timers = timers;
        state = new CarState(config.minimalRiskHealsItself(), this::mayNotDrive);
        ring = new ClipRing(config.recorder().memoryBytes());
        folder = Path.of(config.stateFolder()).resolve(settings.vehicleId());
        Files.createDirectories(folder);
        identities = new IdentityStore(folder.resolve("identity"));
        InstantSource clock = InstantSource.system();
        LocalFrame frame = new LocalFrame(config.originLatitude(), config.originLongitude());
        mailbox = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("car-" + settings.vehicleId()).factory());
        errands = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("errands-" + settings.vehicleId()).factory());
        uploads = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("uploads-" + settings.vehicleId()).factory());
        looks = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("looks-" + settings.vehicleId()).factory());
        shadow = packageAt(settings.shadowPackage());
        Slots slots = new Slots(folder.resolve("model"));
        model = new ModelSwitch(slots, host, settings.cameras());
        model.start();
        long bootEpoch = nextBootEpoch();
        outbox = new Outbox(settings.vehicleId(), bootEpoch, folder.resolve("queue"), clock, System::nanoTime);
        fenceFile = new SmallFile(folder.resolve("fence"));
        fenceFile
                .read()
                .ifPresent(
                        bytes -> state.desk.restoreFence(ByteBuffer.wrap(bytes).getLong()));
        spool = new ClipSpool(
                folder.resolve("clips"),
                settings.vehicleId(),
                "onboard-agent " + GrpcLink.agentVersion(),
                frame,
                config.recorder().spoolBytes(),
                new CarCustody(folder.resolve("custody"), settings.vehicleId(), bootEpoch, this::signer));
        uploader = new TusUploader(
                spool,
                config.incidentUrl(),
                this::httpClient,
                new TusUploader.Terms(
                        new UploadPace(config.recorder().uploadBytesPerSecond()),
                        config.recorder().uploadBytesPerDay(),
                        clock,
                        System::nanoTime,
                        new Random()));
        adsRecord = new AdsRecord(folder.resolve("driving-record"), settings.vehicleId(), clock);
        CarVoice voice = new CarVoice(settings.vehicleId(), outbox, frame, ring);
        AssistVoice questions = new AssistVoice(outbox, frame, ring);
        areas = new AreaOrders(state, new AreaFile(folder.resolve("operating-area")), frame, settings.vehicleId());
        orders = new CarOrders(
                state,
                new MissionFile(folder.resolve("mission")),
                new EmergencyFile(folder.resolve("emergencies")),
                areas,
                frame,
                this,
                reason -> car().bookmark(reason),
                () -> !outbox.isDegraded(),
                happening -> HostedCar.tell(happening, voice, this::ended),
                questions);
        desk = new CommandDesk(
                settings.vehicleId(),
                folder.resolve("commands"),
                orders,
                outbox::report,
                new FleetSignatures(() -> identity().root(), clock),
                clock,
                config.longestDeadline());
        updater = new Updater(
                new Updater.Settings(
                        Uptane.Car.of(settings.vehicleId(), settings.hardwareId()),
                        config.otaUrl(),
                        pinned(config.updates().tufRoot()),
                        pinned(config.updates().directorRoot()),
                        folder.resolve("model"),
                        new Updater.LeastSpeed(config.updates().leastBytesPerSecond(), SPEED_WINDOW),
                        config.updates().trial()),
                slots,
                model,
                this::httpClient,
                this::identity,
                clock,
                this);
        car = new HostedCar(
                settings.vehicleId(),
                state,
                host,
                model::running,
                ring,
                this::post,
                config.cameraHz(),
                new CarMind(settings.vehicleId().hashCode(), settings.thinking()),
                new CarShadow(
                        shadows,
                        () -> candidate(slots),
                        model::running,
                        state.frames,
                        frame,
                        told -> post(
                                () -> outbox.event(VehicleEvent.newBuilder().setShadow(told)))));
        car.connect(new HostedCar.Sink(
                happening -> happened(happening, voice),
                voice::alarm,
                questions::tell,
                () -> !outbox.isBehind(Lane.LANE_ASSIST),
                new ViewVoice(outbox, frame, state)::show,
                () -> !outbox.isBehind(Lane.LANE_BULK),
                clip -> errand(() -> {
                    keep(clip);
                    beginUpload();
                }),
                this::record));
        TelemetryReport telemetry = new TelemetryReport(state, frame);
        var _ = timers.scheduleAtFixedRate(
                () -> post(() -> telemetry
                        .sample(model.running(), car.plans(), car.mind().tally())
                        .ifPresent(outbox::telemetry)),
                1000,
                1000,
                TimeUnit.MILLISECONDS);
    }

    private void record(AdsNote note) {
        try {
            adsRecord.add(note, model.running().releaseId());
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    () -> "The driving record was not written vehicleId=" + settings.vehicleId() + " event="
                            + note.event().code(),
                    e);
        }
    }

    /** What waits for its activation is tried beside what drives, else what the car was told to try. */
    private Optional<ShadowHost.Candidate> candidate(Slots slots) {
        if (config.shadowCpuShare() <= 0) {
            return Optional.empty();
        }
        Optional<ShadowHost.Candidate> staged = slots.staged()
                .flatMap(image ->
                        slots.stagedFiles().map(files -> new ShadowHost.Candidate(image.manifestSha256(), files)));
        return staged.or(() -> shadow);
    }

    private static Optional<ShadowHost.Candidate> packageAt(String shadowPackage) throws IOException {
        return shadowPackage.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShadowHost.Candidate(shadowPackage, PackageFiles.at(Path.of(shadowPackage))));
    }

    private static byte[] pinned(String root) throws IOException {
        Path file = Path.of(root);
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private long nextBootEpoch() throws IOException {
        SmallFile file = new SmallFile(folder.resolve("boot-epoch"));
        long next = file.read().map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L) + 1;
        file.write(ByteBuffer.allocate(Long.BYTES).putLong(next).array());
        return next;
    }

    HostedCar car() {
        return car;
    }

    /** Takes up what was left open, then enrols if need be and connects. */
    void start() {
        post(this::takeUp);
        errand(this::connect);
        lookIn(config.updates().poll().toMillis());
        var _ = timers.scheduleWithFixedDelay(
                this::beginUpload, UPLOAD_EVERY_SECONDS, UPLOAD_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void takeUp() {
        try {
            areas.resume();
            updater.onTrial().ifPresent(this::goOnWithTrial);
            String mission = orders.resume();
            Set<String> inForce = orders.resumeEmergencies();
            for (Command open : desk.open()) {
                String id = open.getCommandId();
                if (id.equals(mission) || inForce.contains(id)) {
                    continue;
                }
                switch (open.getBodyCase()) {
                    case INSTALL_RELEASE -> errand(() -> updater.install(open, open.getInstallRelease()));
                    case ACTIVATE_RELEASE -> errand(() -> updater.interrupted(open, open.getActivateRelease()));
                    case LOOK_AT_DIRECTOR -> submit(looks, () -> hear(open));
                    case STOP_NOW, PULL_OVER, AVOID_AREA, END_EMERGENCY, SET_OPERATING_AREA -> desk.takeUp(open);
                    default ->
                        desk.end(
                                open.getCommandId(),
                                CommandState.COMMAND_STATE_FAILED,
                                "agent.restarted",
                                "the agent was restarted");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void goOnWithTrial(String releaseId) {
        LOG.log(Level.INFO, () -> "A trial goes on vehicleId=" + settings.vehicleId() + " releaseId=" + releaseId);
        state.lock.lock();
        try {
            state.desk.resumeActivation(releaseId);
        } finally {
            state.lock.unlock();
        }
        errand(() -> outOfService(updater::finishTrial));
    }

    private void connect() {
        try {
            Enrolment.ensure(config, settings, folder.resolve("identity"), identities);
            GrpcLink opened = new GrpcLink(
                    config.gateways(),
                    this::grpcContext,
                    this,
                    outbox,
                    InstantSource.system(),
                    System::nanoTime,
                    timers,
                    new Random());
            link[0] = opened;
            opened.start();
            Renewal renewal = new Renewal(
                    settings.vehicleId(),
                    opened::channel,
                    identities,
                    InstantSource.system(),
                    new Random(),
                    () -> opened.reconnect("the certificate was renewed"));
            errand(() -> renew(renewal));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "Enrolment failed, will try again vehicleId=" + settings.vehicleId() + " reason="
                            + e.getMessage());
            if (!closed) {
                var _ = timers.schedule(() -> errand(this::connect), 3, TimeUnit.SECONDS);
            }
        }
    }

    private void renew(Renewal renewal) {
        long wait = renewal.look();
        if (!closed) {
            var _ = timers.schedule(() -> errand(() -> renew(renewal)), wait, TimeUnit.MILLISECONDS);
        }
    }

    /** Looks at the director now and then, link or not. Spread, so that a fleet does not ask with one voice. */
    private void lookIn(long millis) {
        if (!closed) {
            long wait = Math.round(millis * (0.9 + 0.2 * chance.nextDouble()));
            var _ = timers.schedule(() -> errand(this::look), wait, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        boolean soon = false;
        try {
            soon = identities.find().isPresent() && updater.look();
        } catch (IOException | GeneralSecurityException e) {
            LOG.log(Level.WARNING, () -> "The car's identity cannot be read vehicleId=" + settings.vehicleId(), e);
        } finally {
            long poll = config.updates().poll().toMillis();
            lookIn(soon ? Math.min(poll, LOOK_AGAIN_MILLIS) : poll);
        }
    }

    @Override
    public Answer look(Command command) {
        submit(looks, () -> hear(command));
        return new Answer.Taken(List.of());
    }

    /** Beside the errands: a download that takes long must not keep the car from hearing that it may not drive. */
    private void hear(Command command) {
        if (updater.hear(command)) {
            errand(updater::look);
        } else if (!closed) {
            var _ = timers.schedule(() -> submit(looks, () -> hear(command)), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Optional<String> mayNotDrive() {
        return updater.mayNotDrive();
    }

    private CarCustody.Signer signer() throws IOException, GeneralSecurityException {
        CarIdentity now = identity();
        return new CarCustody.Signer(now.key(), now.chain());
    }

    private CarIdentity identity() throws IOException, GeneralSecurityException {
        return identities.find().orElseThrow(() -> new IOException("the car is not enrolled yet"));
    }

    private SslContext grpcContext() {
        try {
            return identity().grpcContext();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpClient httpClient() {
        try {
            return HttpClient.newBuilder()
                    .sslContext(identity().httpContext())
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_PATIENCE)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void happened(Happening happening, CarVoice voice) {
        orders.keep();
        HostedCar.tell(happening, voice, this::ended);
    }

    private void ended(String commandId, CommandState state, String code, String detail) {
        desk.end(commandId, state, code, detail);
    }

    private void keep(Clip clip) {
        try {
            spool.keep(clip);
        } catch (IOException e) {
            LOG.log(Level.ERROR, () -> "Clip lost vehicleId=" + settings.vehicleId(), e);
        }
    }

    /** Beside all else: on a slow link an upload takes its time. */
    private void beginUpload() {
        if (uploading.compareAndSet(false, true)) {
            submit(uploads, this::upload);
        }
    }

    private void upload() {
        try {
            uploader.round();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(
                    Level.INFO,
                    () -> "Upload will be tried again vehicleId=" + settings.vehicleId() + " reason=" + e.getMessage());
        } finally {
            uploading.set(false);
        }
    }

    /** Runs on the car's mailbox, in order; one that fails does not stop the next. */
    private void post(Runnable task) {
        submit(mailbox, task);
    }

    /** Runs beside the mailbox: what may take long. */
    private void errand(Runnable task) {
        submit(errands, task);
    }

    private void submit(ExecutorService executor, Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, () -> "A task of the car failed vehicleId=" + settings.vehicleId(), e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, () -> "The car is being switched off vehicleId=" + settings.vehicleId());
        }
    }

    @Override
    public Answer install(Command command, InstallRelease order) {
        errand(() -> updater.install(command, order));
        return new Answer.Taken(List.of());
    }

    @Override
    public Answer activate(Command command, ActivateRelease order) {
        try {
            if (!updater.isReady(order.getReleaseId())) {
                return new Answer.Refused("update.not-staged", "that release is not staged");
            }
            Answer answer;
            state.lock.lock();
            try {
                answer = state.desk.activate(order.getReleaseId(), order.getReservationFence());
            } finally {
                state.lock.unlock();
            }
            if (answer instanceof Answer.Taken) {
                fenceFile.write(ByteBuffer.allocate(Long.BYTES)
                        .putLong(order.getReservationFence())
                        .array());
                errand(() -> outOfService(() -> updater.activate(command, order)));
            }
            return answer;
        } catch (IOException e) {
            return new Answer.Refused("update.disk", String.valueOf(e.getMessage()));
        }
    }

    private void outOfService(Runnable activation) {
        try {
            activation.run();
        } finally {
            state.lock.lock();
            try {
                state.desk.activationOver();
            } finally {
                state.lock.unlock();
            }
        }
    }

    @Override
    public void event(VehicleEvent.Builder event) {
        post(() -> outbox.event(event));
    }

    @Override
    public void end(String commandId, CommandState state, String code, String detail) {
        post(() -> desk.end(commandId, state, code, detail));
    }

    @Override
    public String vehicleId() {
        return settings.vehicleId();
    }

    @Override
    public String releaseId() {
        return model.running().releaseId();
    }

    @Override
    public long lastCommandSequence() {
        return desk.lastSequence();
    }

    @Override
    public void order(Command command) {
        post(() -> desk.take(command));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        ring.flush().ifPresent(this::keep);
        GrpcLink opened = link[0];
        if (opened != null) {
            opened.close();
        }
        errands.shutdownNow();
        uploads.shutdownNow();
        looks.shutdownNow();
        mailbox.close();
        outbox.close();
        desk.close();
    }
}
