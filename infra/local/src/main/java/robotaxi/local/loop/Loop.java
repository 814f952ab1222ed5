package robotaxi.local.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.ReleaseDesk;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** Plays the loop against a running stack through its public APIs alone, as people and programs would. */
public final class Loop {
    private static final int POLL_MILLIS = 500;
    private static final int CARS_IN_ROLLOUT = 3;

    /** Metres a second. A slower car stops for an obstacle without braking hard. */
    private static final double FAST_ENOUGH = 5.2;

    private final StackFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Consumer<String> tell;
    private final long seed;

    /** A player; {@code tell} hears what happens, {@code seed} draws the trip. */
    public Loop(StackFolder folder, Ports ports, Consumer<String> tell, long seed) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = Secrets.load(folder.file("secrets.json"));
        this.tell = tell;
        this.seed = seed;
    }

    /**
     * What came of it.
     *
     * @param ride id of the completed ride
     * @param incident id of the incident with its clip, if the car had to brake hard
     * @param installed cars that run the new release
     */
    public record Outcome(String ride, Optional<String> incident, Set<String> installed) {}

    /** Ride, edge case, incident, release, rollout. */
    public Outcome play(Path modelPackage) {
        String rider = person("rider");
        JsonNode ride = ask(rider);
        String rideId = ride.path("rideId").asText();
        ride = until(rideId, rider, 180, Set.of("arrived"));
        String car = ride.path("vehicle").path("vehicleId").asText();
        tell.accept("ride      " + car + " is at the door");
        Http.send(
                        "POST",
                        rides() + rideId + "/unlock",
                        rider,
                        Map.of("pin", ride.path("pin").asText()))
                .orFail("unlocking");
        await("the rider to sit down", 60, () -> {
            JsonNode now = get(rides() + rideId, rider);
            return now.path("boarded").asBoolean() ? Optional.of(now) : Optional.empty();
        });
        Http.send("POST", rides() + rideId + "/start", rider, null).orFail("starting");
        tell.accept("ride      the rider is in, the car drives");
        Set<String> known = incidents(person("safety"), car);
        boolean braked = provoke(car, rideId, rider);
        until(rideId, rider, 240, Set.of("completed"));
        JsonNode receipt = get(rides() + rideId + "/receipt", rider);
        tell.accept(String.format(
                java.util.Locale.ROOT,
                "receipt   %.2f %s for %.1f km",
                receipt.path("totalMinor").asLong() / 100.0,
                receipt.path("currency").asText(),
                receipt.path("distanceMetres").asDouble() / 1_000));
        Optional<String> incident = braked ? Optional.of(evidence(car, known)) : Optional.empty();
        return new Outcome(rideId, incident, release(modelPackage));
    }

    private String rides() {
        return ports.url("dispatch") + "/v1/rides/";
    }

    /** A person's token. */
    public String person(String role) {
        return Http.personToken(ports, secrets, role);
    }

    private JsonNode ask(String rider) {
        var trips = new Trips(ports, secrets, seed);
        JsonNode quote = await(
                "a quote with a car near",
                60,
                () -> trips.quickest().filter(Trips.Offer::hasCar).map(Trips.Offer::quote));
        tell.accept(String.format(
                java.util.Locale.ROOT,
                "quote     %.2f %s for %.1f km, a car in %s s",
                quote.path("priceMinor").asLong() / 100.0,
                quote.path("currency").asText(),
                quote.path("distanceMetres").asDouble() / 1_000,
                quote.path("etaSeconds").asText()));
        JsonNode ride = Http.send(
                        "POST",
                        ports.url("dispatch") + "/v1/rides",
                        rider,
                        Map.of("quoteId", quote.path("quoteId").asText()))
                .orFail("the ride");
        tell.accept("ride      " + ride.path("rideId").asText() + " requested");
        return ride;
    }

    private JsonNode until(String rideId, String rider, int seconds, Set<String> states) {
        String[] last = {""};
        return await("the ride to be " + states, seconds, () -> {
            JsonNode ride = get(rides() + rideId, rider);
            String state = ride.path("state").asText();
            if (!state.equals(last[0])) {
                last[0] = state;
                tell.accept("ride      " + state
                        + (ride.has("vehicle")
                                ? " (" + ride.path("vehicle").path("vehicleId").asText() + ")"
                                : ""));
            }
            if (state.startsWith("cancelled")) {
                throw new StackException("the ride ended as " + state);
            }
            return states.contains(state) ? Optional.of(ride) : Optional.empty();
        });
    }

    /** Something steps in the car's way while it drives. */
    private boolean provoke(String car, String rideId, String rider) {
        String url = ports.url("simulator") + "/events/hard-brake?vehicleId=" + car;
        for (int attempt = 0; attempt < 240; attempt++) {
            if (speed(car) > FAST_ENOUGH && Http.send("POST", url, "", null).status() < 300) {
                tell.accept("edge case something is in the way of " + car);
                return true;
            }
            if (!"in-ride".equals(get(rides() + rideId, rider).path("state").asText())) {
                return false;
            }
            pause();
        }
        return false;
    }

    private double speed(String car) {
        for (JsonNode one : get(ports.url("simulator") + "/status", "").path("cars")) {
            if (car.equals(one.path("vehicleId").asText())) {
                return one.path("speed").asDouble();
            }
        }
        return 0;
    }

    private Set<String> incidents(String safety, String car) {
        Set<String> ids = new HashSet<>();
        get(ports.url("incident") + "/v1/incidents?vehicleId=" + car, safety)
                .path("incidents")
                .forEach(incident -> ids.add(incident.path("incidentId").asText()));
        return ids;
    }

    private String evidence(String car, Set<String> known) {
        String safety = person("safety");
        // The supervisor may have kept the car from braking hard; then what it did instead is the edge case.
        long anyKindFrom = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        JsonNode incident = await("the incident and its clip", 90, () -> {
            for (JsonNode one : get(ports.url("incident") + "/v1/incidents?vehicleId=" + car, safety)
                    .path("incidents")) {
                boolean isWanted =
                        "hard-brake".equals(one.path("kind").asText()) || System.nanoTime() - anyKindFrom > 0;
                if (isWanted
                        && !known.contains(one.path("incidentId").asText())
                        && one.path("evidenceComplete").asBoolean()) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        });
        String id = incident.path("incidentId").asText();
        tell.accept("incident  " + id + ": " + incident.path("kind").asText() + ", clip stored; the model said \""
                + incident.path("reasoning").asText() + "\"");
        return id;
    }

    private Set<String> release(Path modelPackage) {
        var desk = new ReleaseDesk(folder, ports, secrets);
        String releaseId = desk.publish(modelPackage);
        tell.accept("release   " + releaseId + " signed and published");
        String ota = ports.url("ota");
        Http.Answer started = Http.send(
                "POST",
                ota + "/v1/rollouts",
                desk.token(),
                Map.of("releaseId", releaseId, "vehicleIds", idleWithout(releaseId, desk.token())));
        String rolloutId = started.orFail("the rollout").path("rolloutId").asText();
        tell.accept("rollout   " + rolloutId + " to " + CARS_IN_ROLLOUT + " cars, each while idle");
        Set<String> told = new HashSet<>();
        JsonNode rollout = await("the rollout to finish", 150, () -> {
            JsonNode now = get(ota + "/v1/rollouts/" + rolloutId, desk.token());
            now.path("vehicles").forEach(vehicle -> {
                String line = vehicle.path("vehicleId").asText() + " "
                        + vehicle.path("state").asText();
                if (told.add(line)) {
                    tell.accept("rollout   " + line);
                }
            });
            return "finished".equals(now.path("state").asText()) ? Optional.of(now) : Optional.empty();
        });
        Set<String> installed = new HashSet<>();
        rollout.path("vehicles").forEach(vehicle -> {
            if ("committed".equals(vehicle.path("state").asText())) {
                installed.add(vehicle.path("vehicleId").asText());
            }
        });
        return installed;
    }

    /** Three cars that are idle now and run something else, so that nobody has to wait for a ride to end. */
    private List<String> idleWithout(String releaseId, String token) {
        return await("three idle cars without the release", 60, () -> {
                    ArrayNode idle = JsonNodeFactory.instance.arrayNode();
                    get(ports.url("dispatch") + "/v1/vehicles", token).forEach(car -> {
                        boolean fits = "idle".equals(car.path("state").asText())
                                && !releaseId.equals(car.path("releaseId").asText())
                                && idle.size() < CARS_IN_ROLLOUT;
                        if (fits) {
                            idle.add(car.path("vehicleId").asText());
                        }
                    });
                    return idle.size() == CARS_IN_ROLLOUT ? Optional.of(idle) : Optional.empty();
                })
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode get(String url, String token) {
        return Http.send("GET", url, token, null).orFail(url);
    }

    private static JsonNode await(String what, int seconds, Supplier<Optional<JsonNode>> look) {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Optional<JsonNode> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - giveUpAt > 0) {
                throw new StackException("waited " + seconds + " s in vain for " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
