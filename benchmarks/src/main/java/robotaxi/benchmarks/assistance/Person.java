package robotaxi.benchmarks.assistance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Somebody at the desk: is there, gets a question, looks, thinks, answers, and waits for the car's word. Times are log-normal. Now and then he
 * answers what he saw first and not what the screen shows now: the desk must refuse that.
 */
final class Person implements Runnable {
    private static final long RENEW_SECONDS = 5;
    private static final long LOOK_AGAIN_MILLIS = 800;
    private static final double LOOKS_NO_MORE = 0.5;
    private static final int MOST_TRIES = 8;

    private final String name;
    private final DeskLine line;
    private final Habits habits;
    private final Tally tally;
    private final Random chance;
    private final BlockingQueue<JsonNode> mine = new LinkedBlockingQueue<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> handled = new HashSet<>();
    private volatile String held = "";
    private volatile boolean running = true;

    /**
     * How people work; medians in seconds, and the standard deviations of the logarithms.
     */
    record Habits(double reaction, double reactionSigma, double handling, double handlingSigma) {
        double meanSeconds() {
            return reaction * Math.exp(reactionSigma * reactionSigma / 2)
                    + handling * Math.exp(handlingSigma * handlingSigma / 2);
        }
    }

    Person(String name, DeskLine line, Habits habits, Tally tally, long seed) {
        this.name = name;
        this.line = line;
        this.habits = habits;
        this.tally = tally;
        this.chance = new Random(seed);
    }

    void leave() {
        running = false;
    }

    @Override
    public void run() {
        try (var _ = line.follow("/v1/assistance/queue", this::hear)) {
            Thread renewal = Thread.ofVirtual().start(this::renew);
            while (running) {
                JsonNode ticket = mine.poll(200, TimeUnit.MILLISECONDS);
                if (ticket != null && isClaimedByMe(ticket) && isNew(ticket)) {
                    handle(ticket);
                }
            }
            renewal.interrupt();
        } catch (IOException | RuntimeException e) {
            tally.faults.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each renewal of the lease is told as a change, too: what was dealt with under a claim is not taken up again. */
    private boolean isNew(JsonNode ticket) {
        return handled.add(
                ticket.path("ticketId").asText() + "#" + ticket.path("fence").asLong());
    }

    private boolean isClaimedByMe(JsonNode ticket) {
        return name.equals(ticket.path("claimedBy").asText())
                && "claimed".equals(ticket.path("state").asText());
    }

    private void hear(JsonNode event) {
        if ("ticket".equals(event.path("type").asText())) {
            hearTicket(event.path("ticket"));
        } else {
            event.path("tickets").forEach(ticket -> {
                if (isClaimedByMe(ticket)) {
                    mine.add(ticket);
                }
            });
        }
    }

    private void hearTicket(JsonNode ticket) {
        String id = ticket.path("ticketId").asText();
        Long asked = tally.askedNanos.get(id);
        if (seen.add(id) && asked != null && tally.isMeasuring()) {
            tally.toScreen.add((System.nanoTime() - asked) / 1e6);
        }
        boolean isMine = name.equals(ticket.path("claimedBy").asText());
        if (isMine || id.equals(held)) {
            mine.add(ticket);
        }
    }

    private void renew() {
        try {
            while (running) {
                sit();
                TimeUnit.SECONDS.sleep(RENEW_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sit() throws InterruptedException {
        var answer =
                line.call("PUT", "/v1/assistance/desk", Map.of("ready", true, "place", "bench", "licence", "none"));
        if (!answer.isGood()) {
            Tally.count(tally.refusedByService, "desk:" + answer.status() + answer.code());
        }
    }

    private void handle(JsonNode ticket) throws InterruptedException, IOException {
        String id = ticket.path("ticketId").asText();
        held = id;
        long begun = System.nanoTime();
        Long asked = tally.askedNanos.get(id);
        boolean isMeasured = tally.isMeasuring();
        if (asked != null && isMeasured) {
            tally.toOperator.add((begun - asked) / 1e6);
        }
        AtomicReference<JsonNode> scene = new AtomicReference<>();
        try (var _ = line.follow("/v1/assistance/tickets/" + id + "/live", shown -> {
            Long left = tally.shownNanos.get(id + "#" + shown.path("order").asText());
            if (left != null && left > begun && tally.isMeasuring()) {
                tally.frameToScreen.add((System.nanoTime() - left) / 1e6);
            }
            scene.set(shown);
        })) {
            pause(habits.reaction(), habits.reactionSigma());
            JsonNode first = scene.get();
            pause(habits.handling(), habits.handlingSigma());
            boolean looksNoMore = first != null && chance.nextDouble() < LOOKS_NO_MORE;
            talk(ticket, scene, looksNoMore ? first : null);
        }
        long busy = System.nanoTime() - begun;
        if (isMeasured) {
            tally.service.add(busy / 1e6);
        }
        if (tally.isMeasuring()) {
            tally.busyNanos.addAndGet(busy);
        }
        held = "";
        sit();
    }

    private void talk(
            JsonNode ticket, AtomicReference<JsonNode> newest, @org.jspecify.annotations.Nullable JsonNode old)
            throws InterruptedException {
        String id = ticket.path("ticketId").asText();
        JsonNode said = old;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            JsonNode scene = said == null ? newest.get() : said;
            said = null;
            if (scene == null) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                continue;
            }
            // What was told before this answer is no word on it.
            mine.clear();
            var answer = line.call("POST", "/v1/assistance/tickets/" + id + "/answer", answer(ticket, scene));
            if (answer.isGood()) {
                tally.answered.incrementAndGet();
                String end = verdict(id);
                if (!end.equals("refused")) {
                    return;
                }
            } else {
                Tally.count(tally.refusedByService, answer.code());
                if (!answer.code().equals("assistance.stale-scene")) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private static Map<String, Object> answer(JsonNode ticket, JsonNode scene) {
        boolean hasLeft = false;
        for (JsonNode option : scene.path("options")) {
            hasLeft |= "left".equals(option.path("id").asText());
        }
        Map<String, Object> answer = new HashMap<>();
        answer.put("fence", ticket.path("fence").asLong());
        answer.put("sceneId", scene.path("sceneId").asText());
        answer.put("option", hasLeft ? "left" : "wait");
        answer.put(
                "shown",
                Map.of(
                        "frames",
                        List.of(scene.path("frames").path(0).path("sha256").asText()),
                        "frameAgeMillis",
                        500,
                        "hesitationMillis",
                        1000,
                        "layout",
                        "bench"));
        return answer;
    }

    /** What the queue says of the answer; "lost" if it says nothing. */
    private String verdict(String id) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (System.nanoTime() < giveUp) {
            JsonNode news = mine.poll(200, TimeUnit.MILLISECONDS);
            if (news == null) {
                continue;
            }
            if (!news.path("ticketId").asText().equals(id)) {
                if (isClaimedByMe(news)) {
                    // Nobody holds two: this one is over, and the next waits for us.
                    mine.add(news);
                    return "accepted";
                }
                continue;
            }
            String state = news.path("state").asText();
            if (!state.equals("answered") && !state.equals("claimed")) {
                return state;
            }
        }
        return "lost";
    }

    private void pause(double median, double sigma) throws InterruptedException {
        double seconds = median * Math.exp(sigma * chance.nextGaussian());
        TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
    }
}
