package robotaxi.benchmarks.ota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SigningKey;

/** Rollouts in waves, with all that they need: a release, evidence, and two people who approve. */
public final class WaveRollouts {
    private static final double NANOS = 1e9;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final UpdateDesk desk;
    private final List<UpdateDesk> approvers;
    private final SigningKey evidenceKey;

    /** Prepared at one desk, approved at others. */
    public WaveRollouts(UpdateDesk desk, List<UpdateDesk> approvers, SigningKey evidenceKey) {
        this.desk = desk;
        this.approvers = approvers;
        this.evidenceKey = evidenceKey;
    }

    /**
     * A rollout that two people have approved.
     *
     * @param seconds that its preparation took, from the request to the answer
     */
    public record Prepared(String id, double seconds) {}

    /** Prepares one for all cars of a kind of hardware. */
    public Prepared prepare(String hardware, List<Integer> wavePercents, int failurePercent)
            throws InterruptedException {
        String release = desk.publish(hardware, "1", hardware, hardware.getBytes(StandardCharsets.UTF_8));
        for (String kind : List.of("simulation", "shadow")) {
            var document = JsonNodeFactory.instance
                    .objectNode()
                    .put("release", release)
                    .put("kind", kind)
                    .put("verdict", "pass");
            desk.post("/v1/releases/" + release + "/evidence", SignedDocument.sign(document, evidenceKey));
        }
        Map<String, Object> course =
                Map.of("wavePercents", wavePercents, "successPercent", 100, "failurePercent", failurePercent);
        long begin = System.nanoTime();
        JsonNode made = desk.post("/v1/rollouts", new HashMap<>(Map.of("releaseId", release, "course", course)));
        double seconds = (System.nanoTime() - begin) / NANOS;
        String id = made.path("rolloutId").asText();
        for (UpdateDesk each : approvers) {
            each.post("/v1/rollouts/" + id + "/approve", Map.of());
        }
        return new Prepared(id, seconds);
    }

    /** Starts one; answers the seconds until so many cars are offered the release. */
    public double start(String id, int cars) throws InterruptedException {
        long begin = System.nanoTime();
        JsonNode now = desk.post("/v1/rollouts/" + id + "/start", Map.of());
        while (now.path("counts").path("offered").asInt() < cars) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            for (JsonNode each : desk.get("/v1/rollouts").path("rollouts")) {
                now = each.path("rolloutId").asText().equals(id) ? each : now;
            }
        }
        return (System.nanoTime() - begin) / NANOS;
    }

    /** Gives one up. */
    public void stop(String id) throws InterruptedException {
        desk.post("/v1/rollouts/" + id + "/stop", Map.of());
    }
}
