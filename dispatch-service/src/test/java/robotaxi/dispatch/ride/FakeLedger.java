package robotaxi.dispatch.ride;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.Ledger;

/** Keeps the port's promise over a map. */
final class FakeLedger implements Ledger {
    private final Map<String, List<Entry>> byRide = new HashMap<>();

    @Override
    public void append(String rideId, List<Entry> entries, String actor, String cause) {
        byRide.computeIfAbsent(rideId, ride -> new ArrayList<>()).addAll(entries);
    }

    @Override
    public List<Entry> list(String rideId) {
        return List.copyOf(byRide.getOrDefault(rideId, List.of()));
    }
}
