package robotaxi.onboard.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the car remembers of orders: each id once, with the last thing that was said about it. */
public final class CommandMemory {
    private static final int KEPT = 2000;

    private final Map<String, Remembered> byId = new LinkedHashMap<>();
    private long lastSequence;

    /**
     * The last word on a command.
     *
     * @param state the wire's number of the state
     */
    public record Remembered(long sequence, int state, String code, String detail) {}

    /** What is known of a command. */
    public Optional<Remembered> find(String commandId) {
        return Optional.ofNullable(byId.get(commandId));
    }

    /** Keeps the newest word on a command. */
    public void put(String commandId, Remembered remembered) {
        byId.put(commandId, remembered);
        lastSequence = Math.max(lastSequence, remembered.sequence());
        if (byId.size() > KEPT) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    /** All that is remembered, oldest first. */
    public Map<String, Remembered> all() {
        return byId;
    }

    /** Highest sequence of a stored command. */
    public long lastSequence() {
        return lastSequence;
    }
}
