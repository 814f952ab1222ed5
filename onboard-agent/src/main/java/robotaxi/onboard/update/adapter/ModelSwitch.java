package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.adapter.ModelHost;

/** The model that drives, kept in step with the slots: what does not load and prove itself is given up. */
public final class ModelSwitch {
    private final Slots slots;
    private final ModelHost host;
    private final Set<String> cameras;
    private final AtomicReference<DrivingModel> running = new AtomicReference<>();

    /** Between these, in a car with these cameras; nothing drives before {@link #start}. */
    public ModelSwitch(Slots slots, ModelHost host, Set<String> cameras) {
        this.slots = slots;
        this.host = host;
        this.cameras = Set.copyOf(cameras);
    }

    /** At each start of the agent. */
    public void start() throws IOException {
        drive(slots.start());
    }

    /** What drives. */
    public DrivingModel running() {
        return Objects.requireNonNull(running.get());
    }

    /** Loads the release that is on trial, proves it and drives with it; what drove before keeps driving if that fails. */
    void tryOut(PackageFiles files) {
        use(files);
    }

    /** Gives up what is on trial, and drives with what drove before. */
    void giveUp(String code, String detail) throws IOException {
        drive(slots.giveUp(code, detail));
    }

    private void drive(PackageFiles first) throws IOException {
        PackageFiles files = first;
        while (true) {
            try {
                use(files);
                return;
            } catch (ModelFaultException e) {
                files = slots.giveUp(e.code(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void use(PackageFiles files) {
        DrivingModel next = host.acquire(files);
        if (!cameras.containsAll(next.eyes().cameras())) {
            host.release(next);
            throw new ModelFaultException(
                    "model.cameras-missing",
                    "the model wants to see " + next.eyes().cameras());
        }
        DrivingModel before = running.getAndSet(next);
        if (before != null) {
            host.release(before);
        }
    }
}
