package robotaxi.benchmarks.updatefaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.adapter.ModelHost;
import robotaxi.onboard.update.Image;
import robotaxi.onboard.update.Slot;
import robotaxi.onboard.update.SlotState;
import robotaxi.onboard.update.Uptane;
import robotaxi.onboard.update.adapter.ModelSwitch;
import robotaxi.onboard.update.adapter.Slots;
import robotaxi.onboard.update.adapter.Updater;
import robotaxi.ota.trust.Sha256;

/** A car with the agent's own updater, model host and boot code, over a disk. Made by a start; its end is the cut. */
final class UpdatedCar implements Updater.News {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Updater.LeastSpeed SPEED = new Updater.LeastSpeed(1, Duration.ofSeconds(30));

    private static final int MOST_LOOKS = 5;

    private final Path disk;
    private final Slots slots;
    private final ModelSwitch model;
    private final Updater updater;
    private String lastCode = "";

    /** Starts, and goes on with a trial that was broken off. */
    UpdatedCar(Path disk, ModelHost host, HonestRepositories repositories) throws IOException {
        this(disk, host, repositories, SPEED);
    }

    /** The same with a patience of its own. */
    UpdatedCar(Path disk, ModelHost host, HonestRepositories repositories, Updater.LeastSpeed speed)
            throws IOException {
        this.disk = disk;
        slots = new Slots(disk.resolve("model"));
        model = new ModelSwitch(slots, host, Set.of(Eyes.FRONT_WIDE));
        model.start();
        updater = new Updater(
                new Updater.Settings(
                        Uptane.Car.of(HonestRepositories.VEHICLE, HonestRepositories.HARDWARE),
                        repositories.url(),
                        repositories.pinnedRoot(),
                        repositories.pinnedRoot(),
                        disk.resolve("model"),
                        speed,
                        Duration.ZERO),
                slots,
                model,
                HttpClient::newHttpClient,
                () -> {
                    throw new IOException("this car has no certificate, and sends no manifest");
                },
                () -> HonestRepositories.NOW,
                this);
        updater.finishTrial();
    }

    /** Takes the whole of an update, as the update service orders it. */
    void update(String version, String rolloutId) {
        String releaseId = ModelPackages.releaseId(version);
        stage(version, rolloutId);
        if (updater.isReady(releaseId)) {
            updater.activate(
                    Command.newBuilder().setCommandId("activate/" + rolloutId).build(),
                    ActivateRelease.newBuilder()
                            .setRolloutId(rolloutId)
                            .setReleaseId(releaseId)
                            .build());
        }
    }

    /** Asks the director, which has taken back what it wanted. */
    void look() {
        updater.look();
    }

    /** Whether there is something on the disk beside what runs and what ran before. */
    boolean keepsWhatNobodyWants() {
        return slots.staged().isPresent()
                || Stream.of(Slot.A, Slot.B)
                        .anyMatch(slot -> !slots.state().names(slot)
                                && Files.exists(disk.resolve("model").resolve(slot.folder())));
    }

    /** Takes it as far as the order to switch. */
    void stage(String version, String rolloutId) {
        String releaseId = ModelPackages.releaseId(version);
        lastCode = "";
        updater.install(
                Command.newBuilder().setCommandId("install/" + rolloutId).build(),
                InstallRelease.newBuilder()
                        .setRolloutId(rolloutId)
                        .setReleaseId(releaseId)
                        .build());
        for (int i = 0; i < MOST_LOOKS && !updater.isReady(releaseId) && updater.look(); i++) {
            // What was not heard is asked again, as the agent does every ten seconds.
        }
    }

    String running() {
        return model.running().releaseId();
    }

    /** How the last update was ended badly, or empty. */
    String lastCode() {
        return lastCode;
    }

    /** Looks with other eyes than the agent's: the slot that runs is settled, holds what its manifest says, and runs in fact. */
    boolean runsAVerifiedSlot() throws IOException {
        if (!(slots.state() instanceof SlotState.Settled settled)) {
            return false;
        }
        Image image = settled.running();
        if (image.isShipped()) {
            return running().equals(ModelPackages.releaseId("1.0.0"));
        }
        Path slot = disk.resolve("model").resolve(image.slot().name().toLowerCase(Locale.ROOT));
        byte[] manifest = Files.readAllBytes(slot.resolve("manifest.json"));
        JsonNode said = JSON.readTree(manifest);
        return Sha256.hex(manifest).equals(image.manifestSha256())
                && holds(slot, said.at("/graphs/policy"))
                && holds(slot, said.at("/golden"))
                && running().equals(image.releaseId())
                && running()
                        .equals(said.path("name").asText() + "@"
                                + said.path("version").asText());
    }

    private static boolean holds(Path slot, JsonNode file) throws IOException {
        byte[] bytes = Files.readAllBytes(slot.resolve(file.path("file").asText()));
        return Sha256.hex(bytes).equals(file.path("sha256").asText());
    }

    @Override
    public void event(VehicleEvent.Builder event) {
        // The gateway's part.
    }

    @Override
    public void end(String commandId, CommandState state, String code, String detail) {
        if (!code.isEmpty()) {
            lastCode = code;
        }
    }
}
