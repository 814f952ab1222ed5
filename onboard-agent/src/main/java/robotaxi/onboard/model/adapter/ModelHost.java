package robotaxi.onboard.model.adapter;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import robotaxi.onboard.model.CpuBudget;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.PlanQueue;

/** One worker that runs the models of all cars in turn, and one session a distinct package. */
public final class ModelHost implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ModelHost.class.getName());

    private final PlanQueue<PlanClient> line = new PlanQueue<>();
    private final Map<String, Shared> models = new HashMap<>();
    private final CpuBudget budget;
    private final HostOptions options;
    private final Thread worker;
    private volatile boolean open = true;

    private static final class Shared {
        private final DrivingModel model;
        private int users;

        private Shared(DrivingModel model) {
            this.model = model;
        }
    }

    /** Starts the worker. */
    public ModelHost(double cpuShare, HostOptions options) {
        this.options = options;
        budget = new CpuBudget(cpuShare, System.nanoTime());
        worker = Thread.ofPlatform().name("model-host").daemon().start(this::work);
    }

    /** The model of a package: the one that others use already, or a newly loaded and proven one. */
    public synchronized DrivingModel acquire(PackageFiles files) {
        String key = Models.sha256(files);
        Shared shared = models.get(key);
        if (shared == null) {
            shared = new Shared(Models.load(files, options));
            models.put(key, shared);
        }
        shared.users++;
        return shared.model;
    }

    /** Gives a model back; the last user closes it. */
    public synchronized void release(DrivingModel model) {
        Shared shared = models.get(model.manifestSha256());
        if (shared != null && --shared.users == 0) {
            models.remove(model.manifestSha256());
            model.close();
        }
    }

    /** Asks for a plan as soon as it is this car's turn. */
    public void request(PlanClient client, boolean moves) {
        line.add(client, moves);
    }

    private void work() {
        while (open) {
            try {
                PlanClient client = line.take();
                long begin = System.nanoTime();
                serve(client);
                long end = System.nanoTime();
                long rest = budget.restNanos(end - begin, end);
                if (rest > 0) {
                    LockSupport.parkNanos(rest);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "Model worker failed on one car", e);
            }
        }
    }

    private static void serve(PlanClient client) {
        var seen = client.look();
        if (seen.isEmpty()) {
            return;
        }
        try {
            DrivingModel model = client.model();
            Effort effort = client.effort(seen.get(), System.nanoTime());
            client.planned(seen.get(), model.plan(seen.get().observation(), effort));
        } catch (ModelFaultException e) {
            client.failed(e);
        }
    }

    @Override
    public void close() {
        open = false;
        worker.interrupt();
    }
}
