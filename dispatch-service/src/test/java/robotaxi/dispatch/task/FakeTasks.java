package robotaxi.dispatch.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the port's promises over a map; {@link TasksContract} holds it to them. */
public final class FakeTasks implements Tasks {
    private final Map<String, CarTask> byId = new LinkedHashMap<>();
    private final List<ChargingSite> sites = new ArrayList<>();
    private final Map<String, Wear> wear = new HashMap<>();

    @Override
    public List<CarTask> listOpen(String marketId) {
        return byId.values().stream()
                .filter(task ->
                        task.marketId().equals(marketId) && !task.state().isFinal())
                .toList();
    }

    @Override
    public Optional<CarTask> findByVehicle(String vehicleId) {
        return byId.values().stream()
                .filter(task ->
                        task.vehicleId().equals(vehicleId) && !task.state().isFinal())
                .findFirst();
    }

    @Override
    public Optional<CarTask> find(String taskId) {
        return Optional.ofNullable(byId.get(taskId));
    }

    @Override
    public void add(CarTask task) {
        boolean hasOne = listOpen(task.marketId()).stream()
                .anyMatch(other -> other.vehicleId().equals(task.vehicleId()));
        if (hasOne || byId.putIfAbsent(task.taskId(), task) != null) {
            throw new IllegalStateException("one open task a car");
        }
    }

    @Override
    public void save(CarTask task, CarTask before) {
        if (!byId.replace(task.taskId(), before, task)) {
            throw new IllegalStateException("changed since it was read");
        }
    }

    @Override
    public List<ChargingSite> sites(String marketId) {
        return sites.stream().filter(site -> site.marketId().equals(marketId)).toList();
    }

    @Override
    public Map<String, Wear> wear(Collection<String> vehicleIds) {
        Map<String, Wear> asked = new HashMap<>(wear);
        asked.keySet().retainAll(vehicleIds);
        return asked;
    }

    /** Riders have left this behind. */
    public void wear(String vehicleId, Wear left) {
        wear.put(vehicleId, left);
    }

    /** A depot. */
    public void add(ChargingSite site) {
        sites.add(site);
    }

    /** The newest task of a car. */
    public CarTask of(String vehicleId) {
        return byId.values().stream()
                .filter(task -> task.vehicleId().equals(vehicleId))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** How many there were. */
    public int count() {
        return byId.size();
    }
}
