package robotaxi.benchmarks.rider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Finds short trips: from just ahead of a free car to somewhere near, so that many rides fit into little time. */
final class Trips {
    private static final double METRES_A_DEGREE = 111_319.49;
    private static final int TRIES = 10;
    private static final double SECONDS_THAT_A_METRE_COUNTS = 0.12;

    /** Two riders do not wait for one car: the other would have to come from far. */
    private static final long CLAIM_NANOS = TimeUnit.SECONDS.toNanos(25);

    private final FleetApi api;
    private final int pickupMetres;
    private final Map<String, Long> claims = new ConcurrentHashMap<>();

    /** Trips whose riders wait so far ahead of a free car. */
    Trips(FleetApi api, int pickupMetres) {
        this.api = api;
        this.pickupMetres = pickupMetres;
    }

    /** The best of some quotes, if one was given. */
    Optional<String> quote(RandomGenerator chance) {
        Optional<JsonNode> free = claim(chance);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        JsonNode car = free.get();
        String best = "";
        double bestSeconds = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && bestSeconds > 90; i++) {
            Map<String, Double> pickup =
                    place(car.path("position"), car.path("headingDegrees").asDouble(), pickupMetres);
            Map<String, Double> dropoff =
                    place(car.path("position"), chance.nextDouble(360), chance.nextDouble(180, 380));
            FleetApi.Answer quote =
                    api.post("rider", "dispatch", "/v1/quotes", Map.of("pickup", pickup, "dropoff", dropoff), "");
            if (quote.ok() && quote.body().path("etaSeconds").isNumber()) {
                double metres = quote.body().path("distanceMetres").asDouble();
                double seconds = quote.body().path("etaSeconds").asDouble() + metres * SECONDS_THAT_A_METRE_COUNTS;
                if (metres > 120 && seconds < bestSeconds) {
                    best = quote.body().path("quoteId").asText();
                    bestSeconds = seconds;
                }
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private synchronized Optional<JsonNode> claim(RandomGenerator chance) {
        long now = System.nanoTime();
        claims.values().removeIf(since -> now - since > CLAIM_NANOS);
        List<JsonNode> free = new ArrayList<>();
        api.get("operator", "dispatch", "/v1/vehicles").body().forEach(car -> {
            if ("idle".equals(car.path("state").asText())
                    && car.has("position")
                    && !claims.containsKey(car.path("vehicleId").asText())) {
                free.add(car);
            }
        });
        if (free.isEmpty()) {
            return Optional.empty();
        }
        JsonNode car = free.get(chance.nextInt(free.size()));
        claims.put(car.path("vehicleId").asText(), now);
        return Optional.of(car);
    }

    private static Map<String, Double> place(JsonNode from, double headingDegrees, double metres) {
        double latitude = from.path("latitude").asDouble();
        double heading = Math.toRadians(headingDegrees);
        double north = metres * Math.cos(heading) / METRES_A_DEGREE;
        double east = metres * Math.sin(heading) / METRES_A_DEGREE / Math.cos(Math.toRadians(latitude));
        return Map.of(
                "latitude",
                latitude + north,
                "longitude",
                from.path("longitude").asDouble() + east);
    }
}
