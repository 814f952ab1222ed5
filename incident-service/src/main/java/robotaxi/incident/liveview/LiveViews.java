package robotaxi.incident.liveview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Views and who watches them. Each act on a car begins with {@link #alone}. */
public interface LiveViews {
    /** Until the transaction ends nobody else acts on this car's view. */
    void alone(String vehicleId);

    /** The car's view. */
    Optional<View> find(String vehicleId);

    /** The view whose newest order this is; it is not locked. */
    Optional<View> findByCommand(String commandId);

    /** Keeps it. */
    void save(View view);

    /** Nobody watches the car any more. */
    void remove(String vehicleId);

    /** All views. */
    List<View> all();

    /** All watches, by car. */
    List<Watch> watches();

    /** Who watches the car, the first first. */
    List<Watch> watches(String vehicleId);

    /** Keeps it. */
    void save(Watch watch);

    /** It is over. */
    void remove(Watch watch);

    /** Cars whose view is due, or one of whose watches has lapsed. */
    List<String> due(Instant now);
}
