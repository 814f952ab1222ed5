package robotaxi.dispatch.fleet;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port: the fleet as last heard of. */
public interface Fleet {
    /** A car. */
    Optional<Vehicle> find(String vehicleId);

    /** All cars of a market, by id. */
    List<Vehicle> list(String marketId);

    /** Cars that are held for something other than a ride, for instance an update. */
    Set<String> listReserved();
}
