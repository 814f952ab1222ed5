package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.PackageIdentity;
import robotaxi.onboard.queue.Folders;
import robotaxi.onboard.queue.SmallFile;
import robotaxi.onboard.update.Image;
import robotaxi.onboard.update.Slot;
import robotaxi.onboard.update.SlotState;
import robotaxi.onboard.update.SlotState.OnTrial;
import robotaxi.onboard.update.SlotState.Settled;
import robotaxi.onboard.update.SlotText;
import robotaxi.onboard.update.TargetFile;

/**
 * The two slots on disk and the file that says which of them drives. A slot that the file names is never written; the switch is the
 * replacement of that one file. So a power cut at any point leaves a slot that was verified, or what came with the program.
 */
public final class Slots {
    private static final System.Logger LOG = System.getLogger(Slots.class.getName());

    private final Path folder;
    private final SmallFile file;
    private volatile SlotState state;

    /** In this folder, which is made if need be. */
    public Slots(Path folder) throws IOException {
        this.folder = folder;
        Folders.create(folder);
        file = new SmallFile(folder.resolve("slots.json"));
        state = read();
    }

    private SlotState read() throws IOException {
        Optional<byte[]> text = file.read();
        if (text.isEmpty()) {
            return SlotState.first();
        }
        try {
            return SlotText.read(text.get());
        } catch (JsonException e) {
            LOG.log(Level.ERROR, () -> "The slots' file cannot be read, what was shipped drives folder=" + folder, e);
            return SlotState.first();
        }
    }

    /** Where the slots stand. */
    public synchronized SlotState state() {
        return state;
    }

    private void become(SlotState next) throws IOException {
        file.write(SlotText.write(next));
        state = next;
    }

    /**
     * What the agent is to start with, verified file by file. A start of a release on trial is counted before it is made; one that
     * was started too often, or is not what was staged, is given up.
     */
    public synchronized PackageFiles start() throws IOException {
        if (state instanceof OnTrial trial) {
            if (trial.mayStartAgain()) {
                become(trial.startAgain());
            } else {
                String detail = "started " + trial.starts() + " times without an end of its trial";
                become(trial.takeBack("update.starts-used-up", detail));
            }
        }
        Image image = state.running();
        return isWhole(image) ? files(image) : giveUp("update.slot-damaged", "the slot is not what was verified");
    }

    /** What was started does not run: what the agent is to start with instead. */
    public synchronized PackageFiles giveUp(String code, String detail) throws IOException {
        Image broken = state.running();
        if (broken.isShipped()) {
            throw new ModelFaultException(code, "what came with the program does not run: " + detail);
        }
        LOG.log(
                Level.ERROR,
                () -> "A release is given up releaseId=" + broken.releaseId() + " code=" + code + " detail=" + detail);
        become(
                switch (state) {
                    case OnTrial trial -> trial.takeBack(code, detail);
                    case Settled settled ->
                        settled.fallBack(
                                settled.previous().filter(this::isWhole).isPresent(), code, detail);
                });
        Image next = state.running();
        return isWhole(next) ? files(next) : giveUp("update.slot-damaged", "the slot is not what was verified");
    }

    private boolean isWhole(Image image) {
        if (image.isShipped()) {
            return true; // proven when it is loaded: there is nothing else to fall back to
        }
        try {
            return PackageIdentity.read(files(image)).sha256().equals(image.manifestSha256());
        } catch (ModelFaultException e) {
            LOG.log(Level.ERROR, () -> "A slot is damaged slot=" + image.slot() + " code=" + e.code(), e);
            return false;
        }
    }

    private PackageFiles files(Image image) {
        return image.isShipped()
                ? PackageFiles.shipped()
                : PackageFiles.inFolder(folder.resolve(image.slot().folder()));
    }

    /**
     * Unpacks a package into the free slot, reads it back and proves it against its manifest.
     *
     * @throws ModelFaultException if it is not the package of that release
     */
    public synchronized Image stage(Path zip, TargetFile target, String releaseId, String rolloutId)
            throws IOException {
        Settled settled = settled();
        // Nobody may rely on what is about to be overwritten.
        become(settled.free());
        Slot slot = settled.running().slot().free();
        Path place = folder.resolve(slot.folder());
        String written = PackageZip.unpack(zip, place);
        PackageIdentity manifest = PackageIdentity.read(PackageFiles.inFolder(place));
        if (!manifest.releaseId().equals(releaseId)) {
            throw new ModelFaultException("update.other-release", "the package is " + manifest.releaseId());
        }
        if (!manifest.sha256().equals(written)) {
            throw new ModelFaultException("update.slot-damaged", "the slot reads back other bytes than were written");
        }
        Image image = new Image(slot, releaseId, manifest.sha256(), rolloutId, target);
        become(settled.stage(image));
        return image;
    }

    /** Stages the release that drove before, if it is that one and whole: it lies where it always was. */
    public synchronized boolean stagePrevious(String releaseId, String rolloutId) throws IOException {
        if (!(state instanceof Settled settled)
                || settled.previous()
                        .filter(image -> image.releaseId().equals(releaseId) && isWhole(image))
                        .isEmpty()) {
            return false;
        }
        become(settled.stagePrevious(rolloutId));
        return true;
    }

    /** Gives up what is staged. From then on nothing relies on its slot. */
    public synchronized void dropStaged() throws IOException {
        if (state instanceof Settled settled && settled.staged().isPresent()) {
            become(settled.drop());
        }
    }

    /** Empties the slots that hold nothing that counts: of what was given up nothing stays on the disk. */
    public synchronized void empty() throws IOException {
        for (Slot slot : new Slot[] {Slot.A, Slot.B}) {
            if (!state.names(slot)) {
                PackageZip.clear(folder.resolve(slot.folder()));
            }
        }
    }

    /** The release that waits for its activation. */
    public Optional<Image> staged() {
        return state instanceof Settled settled ? settled.staged() : Optional.empty();
    }

    /** The files of the release that waits, for whoever looks at it meanwhile; never waits for who writes the slots. */
    public Optional<PackageFiles> stagedFiles() {
        return staged().map(this::files);
    }

    /** Switches to the staged slot, on trial, and answers its files. */
    public synchronized PackageFiles beginTrial() throws IOException {
        Settled settled = settled();
        Image image = settled.staged()
                .orElseThrow(() -> new ModelFaultException("update.not-staged", "no release is staged"));
        if (!isWhole(image)) {
            become(settled.free());
            throw new ModelFaultException("update.slot-damaged", "the staged slot is not what was verified");
        }
        become(settled.begin());
        return files(image);
    }

    /** The release on trial is good for good. */
    public synchronized void commit() throws IOException {
        if (state instanceof OnTrial trial) {
            become(trial.commit());
        }
    }

    private Settled settled() {
        if (state instanceof Settled settled) {
            return settled;
        }
        throw new ModelFaultException("update.on-trial", "another release is on trial");
    }

    @Override
    public synchronized String toString() {
        return "Slots " + new String(SlotText.write(state), StandardCharsets.UTF_8);
    }
}
