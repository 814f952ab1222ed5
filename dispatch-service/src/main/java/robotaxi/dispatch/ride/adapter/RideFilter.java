package robotaxi.dispatch.ride.adapter;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.ride.Guarantee;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.RideState;
import robotaxi.kit.problem.FleetException;

/** Which rides a list shows: {@code all}, {@code open}, {@code over}, or one state by its wire name. */
final class RideFilter {
    private RideFilter() {}

    static List<RideState> of(String name) {
        List<RideState> states = Arrays.stream(RideState.values())
                .filter(state -> switch (name) {
                    case "all" -> true;
                    case "open" -> !state.isFinal();
                    case "over" -> state.isFinal();
                    default -> state.wireName().equals(name);
                })
                .toList();
        if (states.isEmpty()) {
            throw new FleetException(RideError.BAD_REQUEST, name + " is no state: all, open, over, or a state's name");
        }
        return states;
    }

    /** The guarantee of this wire name, or all if there is none. */
    static List<Guarantee> guarantees(@Nullable String name) {
        List<Guarantee> named = Arrays.stream(Guarantee.values())
                .filter(guarantee -> name == null || guarantee.wireName().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new FleetException(RideError.BAD_REQUEST, name + " is no guarantee");
        }
        return named;
    }
}
