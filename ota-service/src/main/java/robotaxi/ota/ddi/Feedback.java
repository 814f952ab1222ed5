package robotaxi.ota.ddi;

import java.util.List;

/**
 * A device's word on an update.
 *
 * @param execution what it does
 * @param failure whether it says that it failed
 * @param messages what it tells people, in its own order; any text
 */
public record Feedback(Execution execution, boolean failure, List<String> messages) {
    /** Keeps the messages as they are. */
    public Feedback {
        messages = List.copyOf(messages);
    }
}
