package robotaxi.onboard.car;

import java.util.HashMap;
import java.util.Map;

/** Lets the first of a kind through and holds its like back for a while, counting what it held. */
public final class Pacing {
    private final Map<String, Long> lastUs = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();

    /** Whether one of this kind may pass now. */
    public synchronized boolean mayPass(String kind, long nowUs, long quietUs) {
        Long last = lastUs.get(kind);
        if (last != null && nowUs - last < quietUs) {
            held.merge(kind, 1L, Long::sum);
            return false;
        }
        lastUs.put(kind, nowUs);
        return true;
    }

    /** How many of this kind were held back since the last that passed was counted; starts anew. */
    public synchronized long takeHeld(String kind) {
        Long count = held.remove(kind);
        return count == null ? 0 : count;
    }
}
