package robotaxi.ota.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.VehicleState;

/** Says what stands between a car and the release that is meant for it. */
public final class Obstacles {
    private static final Map<String, String> UNFIT = Map.of(
            "revoked", "the release has been revoked",
            "calibration", "the release is not for its calibration",
            "market", "the release is not for its market",
            "map", "the release is not for its map",
            "operating-area", "the release is not for all areas that it is commissioned for",
            "agent-version", "its agent is too old, or has not said its version");

    private final Map<String, Long> room;
    private final int leastChargePercent;

    /**
     * As things stand now.
     *
     * @param room how many cars of each market may be taken, where that is bounded
     * @param leastChargePercent of the battery of a car that is to switch
     */
    public Obstacles(Map<String, Long> room, int leastChargePercent) {
        this.room = room;
        this.leastChargePercent = leastChargePercent;
    }

    /**
     * A car's own part.
     *
     * @param unfit why the release must not come to it, as the database names it
     * @param pulls whether it asks for updates itself
     * @param held whether dispatch has freed it
     * @param returning whether it is on its way back: that waits for no hour
     */
    public record Car(
            VehicleState state,
            String marketId,
            @Nullable Double chargePercent,
            boolean connected,
            boolean pulls,
            boolean held,
            boolean returning,
            List<String> unfit) {}

    /** In words; empty when nothing but time does. */
    public List<String> of(Car car) {
        List<String> all = new ArrayList<>();
        if (car.state() == VehicleState.ELIGIBLE || car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT) {
            car.unfit().forEach(code -> all.add(UNFIT.getOrDefault(code, code)));
        }
        if (!car.connected() && !car.pulls() && !car.state().ended()) {
            all.add("its link is down");
        }
        if (car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT && !car.pulls() && !car.held()) {
            Double charge = car.chargePercent();
            if (charge != null && charge < leastChargePercent) {
                all.add("its battery is at %.0f %%, %d %% are needed".formatted(charge, leastChargePercent));
            }
            if (!car.returning() && room.getOrDefault(car.marketId(), 1L) <= 0) {
                all.add("a blackout or the cap on cars out of service keeps it in its market");
            }
            if (all.isEmpty()) {
                all.add("dispatch has not freed it");
            }
        }
        return all;
    }
}
