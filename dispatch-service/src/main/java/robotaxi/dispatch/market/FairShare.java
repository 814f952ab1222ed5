package robotaxi.dispatch.market;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the markets are spread over the living instances: all are owned, and none owns two more than another. Every instance
 * decides for itself from the same picture; where two want the same market, the lease lets one of them have it.
 *
 * @param self this instance
 * @param living all instances that live, this one with them
 * @param owners who holds what, of the leases in force
 * @param markets all that there are to be held
 */
public record FairShare(String self, Set<String> living, Map<String, String> owners, Collection<String> markets) {

    /** Markets that nobody holds and this instance has room for, in the order in which it shall try them. */
    public List<String> take() {
        TreeSet<String> alive = new TreeSet<>(living);
        alive.add(self);
        long room = Math.ceilDiv(markets.size(), alive.size()) - held(self);
        List<String> free = markets.stream()
                .filter(market -> !owners.containsKey(market))
                .sorted()
                .toList();
        // Each begins at another place, so that two seldom try the same one.
        int begin = free.size() * alive.headSet(self).size() / alive.size();
        return java.util.stream.IntStream.range(0, free.size())
                .mapToObj(i -> free.get((begin + i) % free.size()))
                .limit(Math.max(0, room))
                .toList();
    }

    /** A market to give back, because somebody else holds at least two fewer. */
    public Optional<String> give() {
        long mine = held(self);
        boolean isTooMuch = living.stream().anyMatch(other -> mine - held(other) > 1);
        return isTooMuch
                ? new TreeMap<>(owners)
                        .entrySet().stream()
                                .filter(lease -> lease.getValue().equals(self))
                                .map(Map.Entry::getKey)
                                .reduce((first, last) -> last)
                : Optional.empty();
    }

    private long held(String instance) {
        return owners.values().stream().filter(instance::equals).count();
    }
}
