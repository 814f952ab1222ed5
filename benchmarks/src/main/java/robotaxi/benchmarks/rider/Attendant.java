package robotaxi.benchmarks.rider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody at the assistance desk, so that a ride does not wait for a person who is not there: lets a car go that has stopped
 * itself and is well again, and otherwise takes the way around that it offers, if it offers one.
 */
public final class Attendant {
    private static final String TICKETS = "/v1/assistance/tickets";
    private static final List<String> HELPFUL = List.of("release", "left", "right");
    private static final int REST_MILLIS = 2_000;

    private final FleetApi api;
    private final AtomicInteger answered = new AtomicInteger();

    /** At the desk of a stack. */
    public Attendant(FleetApi api) {
        this.api = api;
    }

    /** Questions that were answered. */
    public int answered() {
        return answered.get();
    }

    /** Goes on until interrupted. What is refused is looked at again. */
    public void run() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            JsonNode open = api.get("operator", "incident", TICKETS).body().path("tickets");
            for (JsonNode ticket : open) {
                helpfulOption(ticket).ifPresent(option -> answer(ticket, option));
            }
            TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
        }
    }

    private static Optional<String> helpfulOption(JsonNode ticket) {
        List<String> offered = ticket.path("options")
                .valueStream()
                .map(option -> option.path("id").asText())
                .toList();
        return HELPFUL.stream().filter(offered::contains).findFirst();
    }

    private void answer(JsonNode ticket, String option) {
        String path = TICKETS + "/" + ticket.path("ticketId").asText();
        FleetApi.Answer claim = api.post("operator", "incident", path + "/claim", Map.of(), "");
        if (!claim.ok()) {
            return;
        }
        Map<String, Object> said = Map.of(
                "fence", claim.body().path("fence").asLong(),
                "sceneId", claim.body().path("sceneId").asText(),
                "option", option);
        if (api.post("operator", "incident", path + "/answer", said, "").ok()) {
            answered.incrementAndGet();
        }
    }
}
