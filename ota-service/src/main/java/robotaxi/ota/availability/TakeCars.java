package robotaxi.ota.availability;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.ota.rollout.TakingCars;

/** Takes cars out of service only where no blackout holds and the cap leaves room. */
public final class TakeCars implements TakingCars {
    private final Restrictions restrictions;
    private final InstantSource clock;

    /** Under these restrictions. */
    public TakeCars(Restrictions restrictions, InstantSource clock) {
        this.restrictions = restrictions;
        this.clock = clock;
    }

    @Override
    public Map<String, Long> room(boolean urgent) {
        Instant now = clock.instant();
        List<Blackout> blackouts = urgent ? List.of() : restrictions.blackouts();
        List<Cap> caps = restrictions.caps();
        if (blackouts.isEmpty() && caps.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> room = new HashMap<>();
        for (MarketService market : restrictions.markets()) {
            if (blackouts.stream().anyMatch(blackout -> blackout.closes(market.marketId(), now))) {
                room.put(market.marketId(), 0L);
            } else {
                capOf(caps, market.marketId()).ifPresent(cap -> room.put(market.marketId(), room(cap, market)));
            }
        }
        return room;
    }

    @Override
    public boolean mayAsk(boolean urgent, String vehicleId) {
        Map<String, Long> room = room(urgent);
        return room.isEmpty() || room.getOrDefault(restrictions.marketOf(vehicleId), Long.MAX_VALUE) > 0;
    }

    @Override
    public boolean take(boolean urgent, String vehicleId) {
        String marketId = restrictions.marketOf(vehicleId);
        Instant now = clock.instant();
        if (!urgent && restrictions.blackouts().stream().anyMatch(blackout -> blackout.closes(marketId, now))) {
            return false;
        }
        Optional<Cap> cap = capOf(restrictions.caps(), marketId);
        if (cap.isEmpty()) {
            return true;
        }
        restrictions.lock(marketId); // two grants at once must not both find the last place
        return restrictions
                .market(marketId)
                .map(market -> room(cap.get(), market) > 0)
                .orElse(true);
    }

    private static long room(Cap cap, MarketService market) {
        return Math.max(0, cap.most(market.cars()) - market.out());
    }

    private static Optional<Cap> capOf(List<Cap> caps, String marketId) {
        return caps.stream()
                .filter(cap -> cap.marketId().equals(marketId))
                .findFirst()
                .or(() -> caps.stream().filter(cap -> cap.marketId().isEmpty()).findFirst());
    }
}
