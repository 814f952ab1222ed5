package robotaxi.benchmarks.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import robotaxi.benchmarks.evidence.PresenceNews.State;

/** What all news of presence say about each other, and whether they end in the truth. */
public final class PresenceTrail {
    private final Map<String, List<PresenceNews>> byCar = new TreeMap<>();

    /** The trail; each car's news are in the order in which they were told. */
    public PresenceTrail(List<PresenceNews> news) {
        news.forEach(each -> byCar.computeIfAbsent(each.vehicleId(), car -> new ArrayList<>())
                .add(each));
    }

    /** A car told lost or gone by an older session after a newer one had begun. */
    public List<String> falseTransitions() {
        List<String> found = new ArrayList<>();
        byCar.forEach((car, news) -> {
            long begun = 0;
            for (PresenceNews each : news) {
                if (each.state() == State.CONNECTED) {
                    begun = Math.max(begun, each.epoch());
                } else if (each.epoch() < begun) {
                    found.add(each + " came after the beginning of session " + begun);
                }
            }
        });
        return found;
    }

    /** Sessions that began late or twice, that began after their end, that ended twice, or that nobody was told of. */
    public List<String> breaks() {
        List<String> found = new ArrayList<>();
        byCar.forEach((car, news) -> {
            Set<Long> begun = new HashSet<>();
            Set<Long> ended = new HashSet<>();
            long newest = 0;
            for (PresenceNews each : news) {
                if (each.state() == State.CONNECTED) {
                    if (each.epoch() != newest + 1) {
                        found.add(each + " came after session " + newest);
                    }
                    newest = Math.max(newest, each.epoch());
                    begun.add(each.epoch());
                } else if (!begun.contains(each.epoch())) {
                    found.add(each + " ended what never began");
                } else if (!ended.add(each.epoch())) {
                    found.add(each + " ended what was over");
                }
            }
        });
        return found;
    }

    /** What a consumer that refuses lower epochs believes of each car in the end. */
    public Map<String, PresenceNews> believed() {
        Map<String, PresenceNews> last = new TreeMap<>();
        byCar.forEach((car, news) -> news.forEach(
                each -> last.merge(car, each, (before, after) -> after.epoch() < before.epoch() ? before : after)));
        return last;
    }

    /** Cars of which such a consumer believes something else than the truth. */
    public List<String> untruths(Map<String, PresenceNews> truth) {
        Map<String, PresenceNews> believed = believed();
        return truth.entrySet().stream()
                .filter(car -> !car.getValue().equals(believed.get(car.getKey())))
                .map(car -> believed.get(car.getKey()) + " is believed, " + car.getValue() + " is true")
                .toList();
    }
}
