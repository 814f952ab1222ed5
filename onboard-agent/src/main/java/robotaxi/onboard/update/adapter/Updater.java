package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.vehicle.v1.UpdateChanged;
import robotaxi.contracts.vehicle.v1.UpdateState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.adapter.ModelHost;
import robotaxi.onboard.model.adapter.OnnxDrivingModel;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.TufClient;
import robotaxi.onboard.update.TufException;

/** Brings a release to one car: fetch and verify, stage, and on order switch, prove and commit or go back. */
public final class Updater {
    private static final System.Logger LOG = System.getLogger(Updater.class.getName());

    private final Settings settings;
    private final Slots slots;
    private final ModelHost host;
    private final AtomicReference<OnnxDrivingModel> running;
    private final Supplier<HttpClient> clients;
    private final InstantSource clock;
    private final News news;

    /** What this car's updates are about. */
    @SuppressWarnings("ArrayRecordComponent") // read once from a file, never compared
    public record Settings(String vehicleId, String hardwareId, String otaUrl, byte[] pinnedRoot, Path folder) {}

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
            ModelHost host,
            AtomicReference<OnnxDrivingModel> running,
            Supplier<HttpClient> clients,
            InstantSource clock,
            News news) {
        this.settings = settings;
        this.slots = slots;
        this.host = host;
        this.running = running;
        this.clients = clients;
        this.clock = clock;
        this.news = news;
    }

    /** Fetches, verifies and stages. Blocks until that is done or has failed; never throws for a bad release. */
    public void install(Command command, InstallRelease order) {
        Step step = new Step(order.getRolloutId(), order.getReleaseId());
        try {
            if (running().equals(order.getReleaseId())) {
                step.say(UpdateState.UPDATE_STATE_COMMITTED, "", "runs already");
            } else {
                if (!slots.stagedRelease().equals(order.getReleaseId())) {
                    fetchAndStage(order, step);
                }
                step.say(UpdateState.UPDATE_STATE_STAGED, "", "");
                step.say(UpdateState.UPDATE_STATE_WAITING_FOR_SAFE_MOMENT, "", "");
            }
            news.end(command.getCommandId(), CommandState.COMMAND_STATE_SUCCEEDED, "", "");
        } catch (TufException e) {
            fail(command, step, e.code(), e.getMessage());
        } catch (ModelFaultException e) {
            fail(command, step, e.code(), e.getMessage());
        } catch (IOException e) {
            fail(command, step, "update.disk", e.getMessage());
        }
    }

    private void fetchAndStage(InstallRelease order, Step step) throws IOException {
        step.say(UpdateState.UPDATE_STATE_OFFERED, "", "");
        step.say(UpdateState.UPDATE_STATE_DOWNLOADING, "", "");
        String path = order.getTargetPathsList().stream()
                .filter(target -> target.endsWith("/" + settings.hardwareId() + ".zip"))
                .findFirst()
                .orElseThrow(
                        () -> new TufException("update.wrong-hardware", "no artifact fits " + settings.hardwareId()));
        Path file = settings.folder().resolve("download.zip");
        try (HttpClient client = clients.get()) {
            OtaHttp ota = new OtaHttp(client, settings.otaUrl());
            TufClient tuf = new TufClient(
                    settings.pinnedRoot(),
                    ota,
                    new TrustFolder(settings.folder().resolve("trust")));
            TargetFile target = tuf.find(path, clock.instant());
            ota.download(target, file);
        }
        slots.stage(file, order.getReleaseId());
        Files.delete(file);
    }

    private void fail(Command command, Step step, String code, @org.jspecify.annotations.Nullable String why) {
        String detail = String.valueOf(why);
        step.say(UpdateState.UPDATE_STATE_FAILED, code, detail);
        news.end(command.getCommandId(), CommandState.COMMAND_STATE_FAILED, code, detail);
    }

    /** Whether this release lies staged. */
    public boolean isStaged(String releaseId) throws IOException {
        return slots.stagedRelease().equals(releaseId) || running().equals(releaseId);
    }

    /** Switches to the staged release; the car is out of service meanwhile. */
    public void activate(Command command, ActivateRelease order) {
        Step step = new Step(order.getRolloutId(), order.getReleaseId());
        try {
            if (!running().equals(order.getReleaseId())) {
                trial(step);
            }
            step.say(UpdateState.UPDATE_STATE_COMMITTED, "", "");
            news.end(command.getCommandId(), CommandState.COMMAND_STATE_SUCCEEDED, "", "");
        } catch (ModelFaultException e) {
            String detail = String.valueOf(e.getMessage());
            step.say(UpdateState.UPDATE_STATE_ROLLED_BACK, e.code(), detail);
            news.end(command.getCommandId(), CommandState.COMMAND_STATE_FAILED, e.code(), detail);
        } catch (IOException e) {
            fail(command, step, "update.disk", e.getMessage());
        }
    }

    private void trial(Step step) throws IOException {
        step.say(UpdateState.UPDATE_STATE_ACTIVATING, "", "");
        var files = slots.switchOnTrial();
        step.say(UpdateState.UPDATE_STATE_TRIAL, "", "");
        try {
            OnnxDrivingModel before = running.get();
            OnnxDrivingModel next = host.acquire(files);
            running.set(next);
            slots.commit();
            host.release(before);
        } catch (ModelFaultException e) {
            slots.rollBack();
            throw e;
        }
    }

    /** Reports an activation that the agent's own end cut off. */
    public void interrupted(Command command, ActivateRelease order) {
        Step step = new Step(order.getRolloutId(), order.getReleaseId());
        boolean done = running().equals(order.getReleaseId());
        step.say(
                done ? UpdateState.UPDATE_STATE_COMMITTED : UpdateState.UPDATE_STATE_ROLLED_BACK,
                done ? "" : "update.interrupted",
                "the agent was restarted");
        news.end(
                command.getCommandId(),
                done ? CommandState.COMMAND_STATE_SUCCEEDED : CommandState.COMMAND_STATE_FAILED,
                done ? "" : "update.interrupted",
                "the agent was restarted");
    }

    private String running() {
        return running.get().releaseId();
    }

    private final class Step {
        private final String rolloutId;
        private final String releaseId;

        private Step(String rolloutId, String releaseId) {
            this.rolloutId = rolloutId;
            this.releaseId = releaseId;
        }

        private void say(UpdateState state, String code, String detail) {
            LOG.log(
                    Level.INFO,
                    () -> "Update moved vehicleId=" + settings.vehicleId() + " releaseId=" + releaseId + " state="
                            + state + " code=" + code);
            news.event(VehicleEvent.newBuilder()
                    .setUpdate(UpdateChanged.newBuilder()
                            .setRolloutId(rolloutId)
                            .setReleaseId(releaseId)
                            .setState(state)
                            .setCode(code)
                            .setDetail(detail)
                            .setRunningReleaseId(running())));
        }
    }
}
