package robotaxi.onboard.recorder;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets one moment of a kind through and holds its like back for the kind's time, counting what it held. */
final class CoolDown {
    private final Map<Trigger, Long> lastUs = new EnumMap<>(Trigger.class);
    private final Map<Trigger, Long> held = new EnumMap<>(Trigger.class);

    /** How many were held back since the last one that passed; empty when this one is held back too. */
    OptionalLong pass(Trigger trigger, long nowUs) {
        Long last = lastUs.get(trigger);
        // A world whose time has gone back is another one.
        if (last != null && nowUs >= last && nowUs - last < trigger.quietUs()) {
            held.merge(trigger, 1L, Long::sum);
            return OptionalLong.empty();
        }
        lastUs.put(trigger, nowUs);
        Long before = held.remove(trigger);
        return OptionalLong.of(before == null ? 0 : before);
    }
}
