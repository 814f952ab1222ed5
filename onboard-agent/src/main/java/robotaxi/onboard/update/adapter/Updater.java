package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.vehicle.v1.UpdateState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.update.Image;
import robotaxi.onboard.update.SlotState;
import robotaxi.onboard.update.SlotState.Fall;
import robotaxi.onboard.update.SlotState.OnTrial;
import robotaxi.onboard.update.SlotState.Settled;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.TufException;
import robotaxi.onboard.update.Uptane;

/**
 * Brings a release to one car: verify and fetch, stage, and on order switch, prove and commit or go back. What the agent's own end or a
 * power cut broke off is taken up where the slots stand. One thread calls it, and another may {@link #hear} meanwhile.
 */
public final class Updater {
    private static final System.Logger LOG = System.getLogger(Updater.class.getName());

    /** A car in a tunnel is slow once; who is slow again and again is told of. */
    private static final int MOST_SLOW = 3;

    private final Settings settings;
    private final Slots slots;
    private final ModelSwitch model;
    private final Trial trial;
    private final Repositories repositories;
    private final ManifestReport manifests;
    private final Withdrawn withdrawn;
    private final DrivingPermission permission;
    private final InstantSource clock;
    private final News news;
    private final Map<Offer, String> unheard = new HashMap<>();
    private int slow;
    private long fetched;

    /**
     * What this car's updates are about.
     *
     * @param tufRoot pinned root of the image repository
     * @param directorRoot pinned root of the director
     * @param speed a slower transfer is given up
     * @param trial how long a new release proves itself before it is committed
     */
    @SuppressWarnings("ArrayRecordComponent") // read once from a file, never compared
    public record Settings(
            Uptane.Car car,
            String otaUrl,
            byte[] tufRoot,
            byte[] directorRoot,
            Path folder,
            LeastSpeed speed,
            Duration trial) {}

    /**
     * How slow a transfer may be.
     *
     * @param window over which it is measured
     */
    public record LeastSpeed(long bytesPerSecond, Duration window) {
        SpeedWatch watch() {
            return new SpeedWatch(bytesPerSecond, window);
        }
    }

    /** Where an update's steps and ends are told. */
    public interface News {
        /** A step. */
        void event(VehicleEvent.Builder event);

        /** The end of a command. */
        void end(String commandId, CommandState state, String code, String detail);
    }

    /** Puts the parts together. */
    public Updater(
            Settings settings,
            Slots slots,
            ModelSwitch model,
            Supplier<HttpClient> clients,
            ManifestReport.Key key,
            InstantSource clock,
            News news) {
        this.settings = settings;
        this.slots = slots;
        this.model = model;
        this.trial = new Trial(model, settings.trial());
        this.permission = new DrivingPermission(settings.folder().resolve("trust"));
        this.repositories = new Repositories(settings, clients, clock, permission);
        this.clock = clock;
        this.manifests = new ManifestReport(settings, slots, repositories, key, clock);
        this.withdrawn = new Withdrawn(slots, download());
        this.news = news;
    }

    /** Brings what was pushed. Blocks until that is done or has failed; never throws for a bad release. */
    public void install(Command command, InstallRelease order) {
        bring(new Offer(order.getRolloutId(), order.getReleaseId()), command.getCommandId());
        manifests.send();
    }

    /**
     * Asks the director by itself, so that a car without a link hears of its update too, and lets go of what the director does not want here any
     * more. Answers whether to ask again soon.
     */
    public boolean look() {
        try {
            Map.copyOf(unheard).forEach(this::bring);
            Optional<Offer> wanted =
                    repositories.directed().map(directed -> new Offer(directed.rolloutId(), directed.releaseId()));
            withdrawn.remove(wanted, this::sayWithdrawn);
            wanted.filter(this::isNews).ifPresent(offer -> bring(offer, ""));
        } catch (TufException e) {
            refused(steps(new Offer("", ""), ""), e);
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "What the director says cannot be done vehicleId=" + vehicleId(), e);
        }
        manifests.send();
        return !unheard.isEmpty();
    }

    /**
     * Asks the director on order what may drive, and nothing else: that does not wait for a transfer under way. Answers false if the director
     * was not heard and is to be asked again.
     */
    public boolean hear(Command command) {
        try {
            var _ = repositories.directed();
            news.end(command.getCommandId(), CommandState.COMMAND_STATE_SUCCEEDED, "", "");
        } catch (TufException e) {
            if (e.isSilence() && clock.instant().isBefore(ProtoTime.of(command.getNotAfter()))) {
                return false;
            }
            failed(command, e.code(), e);
        } catch (IOException | UncheckedIOException e) {
            failed(command, "update.disk", e);
        }
        return true;
    }

    private void failed(Command command, String code, Exception why) {
        news.end(command.getCommandId(), CommandState.COMMAND_STATE_FAILED, code, String.valueOf(why.getMessage()));
    }

    /** Why what drives may not drive any more; empty if it may. */
    public Optional<String> mayNotDrive() {
        return permission.refuse(running());
    }

    private void sayWithdrawn(Image image) {
        steps(new Offer(image.rolloutId(), image.releaseId()), "")
                .say(UpdateState.UPDATE_STATE_WITHDRAWN, "update.withdrawn", "the director does not want it any more");
    }

    private boolean isNews(Offer offer) {
        return slots.state() instanceof Settled
                && !runs(offer)
                && !isStaged(offer.releaseId())
                && fallOf(offer).isEmpty();
    }

    private void bring(Offer offer, String commandId) {
        UpdateSteps steps = steps(offer, commandId);
        boolean again = unheard.remove(offer) != null;
        try {
            Optional<Fall> fall = fallOf(offer);
            if (fall.isPresent()) {
                steps.failed(
                        UpdateState.UPDATE_STATE_ROLLED_BACK,
                        fall.get().code(),
                        fall.get().detail());
                return;
            }
            if (runs(offer)) {
                steps.say(UpdateState.UPDATE_STATE_COMMITTED, "", "runs already");
            } else {
                if (!isStaged(offer.releaseId())) {
                    if (!again) {
                        steps.say(UpdateState.UPDATE_STATE_OFFERED);
                        steps.say(UpdateState.UPDATE_STATE_DOWNLOADING);
                    }
                    fetchAndStage(offer);
                }
                steps.say(UpdateState.UPDATE_STATE_STAGED);
                steps.say(UpdateState.UPDATE_STATE_WAITING_FOR_SAFE_MOMENT);
            }
            steps.succeeded();
        } catch (TufException e) {
            refused(steps, e);
        } catch (ModelFaultException e) {
            steps.failed(UpdateState.UPDATE_STATE_FAILED, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            steps.failed(UpdateState.UPDATE_STATE_FAILED, "update.disk", String.valueOf(e.getMessage()));
        }
    }

    /** What was not heard is asked again, from where it broke off; what was said and not believed is told. */
    private void refused(UpdateSteps steps, TufException e) {
        boolean tooSlow = e.code().equals("ota.too-slow");
        slow = tooSlow ? slow + 1 : 0;
        if (e.isSilence() || (tooSlow && slow < MOST_SLOW)) {
            LOG.log(
                    Level.INFO,
                    () -> "The update service was not heard vehicleId=" + vehicleId() + " code=" + e.code() + " detail="
                            + e.getMessage());
            if (!steps.offer().rolloutId().isEmpty()) {
                unheard.put(steps.offer(), steps.commandId());
                sayProgress(steps);
            }
            return;
        }
        manifests.attacked(e.code());
        steps.failed(UpdateState.UPDATE_STATE_FAILED, e.code(), String.valueOf(e.getMessage()));
    }

    /** Silence is no news: the service counts how long a download makes no progress. */
    private void sayProgress(UpdateSteps steps) {
        try {
            long have = Files.exists(download()) ? Files.size(download()) : 0;
            if (have > fetched) {
                steps.say(UpdateState.UPDATE_STATE_DOWNLOADING, "", have + " bytes so far");
            }
            fetched = have;
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "The download cannot be read vehicleId=" + vehicleId(), e);
        }
    }

    private Path download() {
        return settings.folder().resolve("download.zip");
    }

    private void fetchAndStage(Offer offer) throws IOException {
        if (!(slots.state() instanceof Settled settled)) {
            throw new ModelFaultException("update.on-trial", "another release is on trial");
        }
        TargetFile target = repositories.fetch(offer, settled.running(), settled.previous(), download());
        if (!slots.stagePrevious(offer.releaseId(), offer.rolloutId())) {
            slots.stage(download(), target, offer.releaseId(), offer.rolloutId());
        }
        Files.deleteIfExists(download());
        slow = 0;
        fetched = 0;
    }

    /** Whether this release lies staged, or runs. */
    public boolean isReady(String releaseId) {
        return isStaged(releaseId) || running().equals(releaseId);
    }

    private boolean isStaged(String releaseId) {
        return slots.staged()
                .filter(image -> image.releaseId().equals(releaseId))
                .isPresent();
    }

    private boolean runs(Offer offer) {
        return slots.state() instanceof Settled && running().equals(offer.releaseId());
    }

    /** How the rollout's update ended badly here: it is not tried twice. */
    private Optional<Fall> fallOf(Offer offer) {
        return slots.state() instanceof Settled settled
                ? settled.fall().filter(fall -> fall.image().rolloutId().equals(offer.rolloutId()))
                : Optional.empty();
    }

    /** Switches to the staged release; the car is out of service meanwhile. */
    public void activate(Command command, ActivateRelease order) {
        UpdateSteps steps = steps(new Offer(order.getRolloutId(), order.getReleaseId()), command.getCommandId());
        try {
            if (!runs(steps.offer())) {
                steps.say(UpdateState.UPDATE_STATE_ACTIVATING);
                var files = slots.beginTrial();
                steps.say(UpdateState.UPDATE_STATE_TRIAL);
                prove(() -> model.tryOut(files));
            }
            committed(steps);
        } catch (ModelFaultException e) {
            steps.failed(UpdateState.UPDATE_STATE_ROLLED_BACK, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            steps.failed(UpdateState.UPDATE_STATE_FAILED, "update.disk", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next start goes on
        }
        manifests.send();
    }

    private void committed(UpdateSteps steps) {
        steps.say(UpdateState.UPDATE_STATE_COMMITTED);
        steps.succeeded();
    }

    /** Commits what is on trial, or gives it up and says why by throwing. */
    private void prove(Runnable first) throws IOException, InterruptedException {
        try {
            first.run();
            trial.pass();
        } catch (ModelFaultException e) {
            model.giveUp(e.code(), String.valueOf(e.getMessage()));
            throw e;
        }
        slots.commit();
    }

    /** The release whose trial the agent's end broke off, if any: the car is out of service until {@link #finishTrial}. */
    public Optional<String> onTrial() {
        return slots.state() instanceof OnTrial open
                ? Optional.of(open.running().releaseId())
                : Optional.empty();
    }

    /** Goes on with a trial that was broken off. */
    public void finishTrial() {
        if (!(slots.state() instanceof OnTrial open)) {
            return;
        }
        UpdateSteps steps =
                steps(new Offer(open.running().rolloutId(), open.running().releaseId()), "");
        try {
            steps.say(UpdateState.UPDATE_STATE_TRIAL);
            prove(() -> {});
            committed(steps);
        } catch (ModelFaultException e) {
            steps.failed(UpdateState.UPDATE_STATE_ROLLED_BACK, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            steps.failed(UpdateState.UPDATE_STATE_FAILED, "update.disk", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        manifests.send();
    }

    /** Ends an activation that the agent's end broke off; the trial is over by now. */
    public void interrupted(Command command, ActivateRelease order) {
        UpdateSteps steps = steps(new Offer(order.getRolloutId(), order.getReleaseId()), command.getCommandId());
        SlotState state = slots.state();
        if (state instanceof OnTrial) {
            return; // the agent ends once more
        }
        Optional<Fall> fall = fallOf(steps.offer());
        if (runs(steps.offer())) {
            committed(steps);
        } else if (fall.isPresent()) {
            steps.failed(
                    UpdateState.UPDATE_STATE_ROLLED_BACK,
                    fall.get().code(),
                    fall.get().detail());
        } else {
            // Cut off before the switch: the hold at dispatch may be over, so the service must ask for the car again.
            UpdateState next = isStaged(order.getReleaseId())
                    ? UpdateState.UPDATE_STATE_WAITING_FOR_SAFE_MOMENT
                    : UpdateState.UPDATE_STATE_FAILED;
            steps.failed(next, "update.interrupted", "the agent was restarted");
        }
    }

    private UpdateSteps steps(Offer offer, String commandId) {
        return new UpdateSteps(vehicleId(), offer, commandId, this::running, news);
    }

    private String vehicleId() {
        return settings.car().vehicleId();
    }

    private String running() {
        return model.running().releaseId();
    }
}
