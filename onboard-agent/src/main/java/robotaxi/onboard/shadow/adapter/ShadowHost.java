package robotaxi.onboard.shadow.adapter;

import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import robotaxi.onboard.model.CpuBudget;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.adapter.Models;

/**
 * Runs the candidates of all cars, one moment at a time, on a thread that the system prefers least and under a budget of its own. It has its
 * own sessions, and a moment that comes while it is busy is not looked at: what drives never waits for it.
 */
public final class ShadowHost implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShadowHost.class.getName());

    private static final int MOST_CANDIDATES = 2;

    private final BlockingQueue<Task> next = new ArrayBlockingQueue<>(1);
    private final Map<String, Optional<DrivingModel>> candidates = new LinkedHashMap<>();
    private final Map<String, Eyes> eyes = new ConcurrentHashMap<>();
    private final HostOptions options;
    private final CpuBudget budget;
    private final Thread worker;

    /** A release that does not drive. */
    public record Candidate(String key, PackageFiles files) {}

    /**
     * A moment, with what drives it.
     *
     * @param thinking way in which what drives has thought
     * @param seed of its chance: the candidate gets the same
     */
    public record Moment(Observation observation, Thinking thinking, long seed, Plan active) {}

    /** Hears what the candidate would have done. */
    public interface Listener {
        /** It has a plan. */
        void planned(DrivingModel candidate, Moment moment, Plan plan);

        /** It has none. */
        void failed(String key, ModelFaultException fault);
    }

    /** Without a moment, a task is to load the candidate. */
    private record Task(Candidate candidate, Optional<Moment> moment, Listener listener) {}

    /** Starts the thread. */
    public ShadowHost(HostOptions options, double cpuShare) {
        this.options = options;
        budget = new CpuBudget(cpuShare, System.nanoTime());
        worker = Thread.ofPlatform().name("shadow-host").daemon().start(this::work);
    }

    /** What a candidate wants to see; empty until it is loaded, which this asks for. */
    public Optional<Eyes> eyes(Candidate candidate, Listener listener) {
        Optional<Eyes> known = Optional.ofNullable(eyes.get(candidate.key()));
        if (known.isEmpty()) {
            var _ = next.offer(new Task(candidate, Optional.empty(), listener));
        }
        return known;
    }

    /** Looks at a moment with a candidate's eyes, if there is time. False if there is none. */
    public boolean offer(Candidate candidate, Moment moment, Listener listener) {
        return next.offer(new Task(candidate, Optional.of(moment), listener));
    }

    private void work() {
        var _ = Niceness.lower();
        try {
            while (true) {
                Task task = next.take();
                long begin = System.nanoTime();
                run(task);
                long end = System.nanoTime();
                long rest = budget.restNanos(end - begin, end);
                if (rest > 0) {
                    LockSupport.parkNanos(rest);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            candidates.values().forEach(model -> model.ifPresent(DrivingModel::close));
        }
    }

    private void run(Task task) {
        Optional<DrivingModel> model = loaded(task);
        if (model.isEmpty() || task.moment().isEmpty()) {
            return;
        }
        Moment moment = task.moment().get();
        try {
            Effort effort = Effort.unhurried(moment.thinking(), System.nanoTime(), moment.seed(), 1);
            task.listener().planned(model.get(), moment, model.get().plan(moment.observation(), effort));
        } catch (ModelFaultException e) {
            task.listener().failed(task.candidate().key(), e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A shadow failed", e);
        }
    }

    private Optional<DrivingModel> loaded(Task task) {
        String key = task.candidate().key();
        Optional<DrivingModel> known = candidates.get(key);
        if (known != null) {
            return known;
        }
        if (candidates.size() >= MOST_CANDIDATES) {
            String oldest = candidates.keySet().iterator().next();
            eyes.remove(oldest);
            Objects.requireNonNull(candidates.remove(oldest)).ifPresent(DrivingModel::close);
        }
        Optional<DrivingModel> model = load(task);
        candidates.put(key, model);
        model.ifPresent(ready -> eyes.put(key, ready.eyes()));
        return model;
    }

    private Optional<DrivingModel> load(Task task) {
        try {
            return Optional.of(Models.load(task.candidate().files(), options));
        } catch (ModelFaultException e) {
            LOG.log(Level.WARNING, () -> "A shadow does not load code=" + e.code() + " detail=" + e.getMessage());
            task.listener().failed(task.candidate().key(), e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
