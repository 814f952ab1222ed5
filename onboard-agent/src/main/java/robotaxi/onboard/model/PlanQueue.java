package robotaxi.onboard.model;

import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Whose turn it is at the model. A car stands in line once, however many frames it has; moving cars go first, and among
 * equals who has waited longest.
 */
public final class PlanQueue<T> {
    private final LinkedHashSet<T> moving = new LinkedHashSet<>();
    private final LinkedHashSet<T> standing = new LinkedHashSet<>();

    /** Stands in line; a car that begins to move changes to the fast line. */
    public synchronized void add(T car, boolean moves) {
        if (moves) {
            standing.remove(car);
            moving.add(car);
        } else if (!moving.contains(car)) {
            standing.add(car);
        }
        notifyAll();
    }

    /** Leaves the line. */
    public synchronized void remove(T car) {
        moving.remove(car);
        standing.remove(car);
    }

    /** The next in line, if anybody is. */
    public synchronized Optional<T> poll() {
        if (!moving.isEmpty()) {
            return Optional.of(moving.removeFirst());
        }
        return standing.isEmpty() ? Optional.empty() : Optional.of(standing.removeFirst());
    }

    /** Waits for the next in line. */
    public synchronized T take() throws InterruptedException {
        while (moving.isEmpty() && standing.isEmpty()) {
            wait();
        }
        return poll().orElseThrow();
    }
}
