package robotaxi.ota.availability;

import java.util.List;
import java.util.Optional;

/** Where blackouts and caps are kept, and how many cars they leave. */
public interface Restrictions {
    /** All blackouts, by id. */
    List<Blackout> blackouts();

    /** Keeps a blackout. */
    void add(Blackout blackout);

    /** Takes one away. Answers whether it was there. */
    boolean removeBlackout(String id);

    /** All caps, by market. */
    List<Cap> caps();

    /** Keeps a cap in place of the one before. */
    void save(Cap cap);

    /** Takes one away. Answers whether it was there. */
    boolean removeCap(String marketId);

    /** How each market stands. */
    List<MarketService> markets();

    /** Where a car serves: empty if the registry has not said. */
    String marketOf(String vehicleId);

    /** Nobody else locks the market until the transaction ends. */
    void lock(String marketId);

    /** How one market stands. */
    Optional<MarketService> market(String marketId);
}
