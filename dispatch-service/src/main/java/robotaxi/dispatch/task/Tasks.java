package robotaxi.dispatch.task;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: where tasks are kept. Every write belongs to the transaction under way, which holds the market's lease. */
public interface Tasks {
    /** Tasks that are not over, in the order in which they were planned. */
    List<CarTask> listOpen(String marketId);

    /** The open task of a car. */
    Optional<CarTask> findByVehicle(String vehicleId);

    /** Absence is an answer. */
    Optional<CarTask> find(String taskId);

    /** Keeps a new task; a car has one open task at most. */
    void add(CarTask task);

    /** Keeps a move with its history; a task that changed since it was read is refused. */
    void save(CarTask task, CarTask before);

    /** What riders have left behind in these cars; a car without rides since its last cleaning is absent. */
    Map<String, Wear> wear(Collection<String> vehicleIds);

    /** The market's depots, by id. */
    List<ChargingSite> sites(String marketId);
}
