package robotaxi.local.loop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.Ports;

/** Finds trips that this city's dispatch offers, whatever the city: from where a car is free to a place drawn by chance. */
public final class Trips {
    private static final int PLACES = 120;
    private static final int OFFERS = 10;
    private static final double METRES_A_DEGREE = 111_319.49;
    private static final int SHORTEST_METRES = 600;
    private static final long UNKNOWN_ETA_SECONDS = 3_600;

    private final Ports ports;
    private final Secrets secrets;
    private final long seed;

    /** Trips of the running stack; the same seed draws the same places. */
    public Trips(Ports ports, Secrets secrets, long seed) {
        this.ports = ports;
        this.secrets = secrets;
        this.seed = seed;
    }

    /** A place on the map, degrees. */
    public record Place(double latitude, double longitude) {}

    /** A trip that was offered. */
    public record Offer(Place pickup, Place dropoff, JsonNode quote) {
        /** The body that asks for it, as an app would send it. */
        public String request() {
            return String.format(
                    Locale.ROOT,
                    "{\"pickup\":{\"latitude\":%.5f,\"longitude\":%.5f},\"dropoff\":{\"latitude\":%.5f,\"longitude\":%.5f}}",
                    pickup.latitude(),
                    pickup.longitude(),
                    dropoff.latitude(),
                    dropoff.longitude());
        }

        /** Whether a car is free for it now. */
        public boolean hasCar() {
            return quote.path("etaSeconds").isNumber();
        }

        private long seconds() {
            return quote.path("etaSeconds").asLong(UNKNOWN_ETA_SECONDS)
                    + quote.path("durationSeconds").asLong();
        }
    }

    /** Of several offers the one that is over first: a car is near and the way is short, but a way all the same. */
    public Optional<Offer> quickest() {
        String rider = Http.personToken(ports, secrets, "rider");
        var chance = new SplittableRandom(seed);
        List<Place> stands = freeCars();
        JsonNode bounds = Http.send("GET", ports.url("dispatch") + "/v1/markets", rider, null)
                .orFail("the market")
                .path(0)
                .path("bounds");
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < PLACES && offers.size() < OFFERS; i++) {
            Place from = stands.isEmpty() ? place(bounds, chance) : stands.get(chance.nextInt(stands.size()));
            offer(from, near(from, chance), rider).ifPresent(offers::add);
        }
        return offers.stream().min(Comparator.comparingLong(Offer::seconds));
    }

    private List<Place> freeCars() {
        List<Place> stands = new ArrayList<>();
        String operator = Http.personToken(ports, secrets, "operator");
        Http.send("GET", ports.url("dispatch") + "/v1/vehicles", operator, null)
                .orFail("the vehicles")
                .forEach(car -> {
                    if ("idle".equals(car.path("state").asText()) && car.has("position")) {
                        JsonNode position = car.path("position");
                        stands.add(new Place(
                                rounded(position.path("latitude").asDouble()),
                                rounded(position.path("longitude").asDouble())));
                    }
                });
        return stands;
    }

    private static Place place(JsonNode bounds, SplittableRandom chance) {
        return new Place(
                rounded(between(bounds.path(1).asDouble(), bounds.path(3).asDouble(), chance)),
                rounded(between(bounds.path(0).asDouble(), bounds.path(2).asDouble(), chance)));
    }

    /** Some streets away: far enough to be driven, near enough to be waited for. */
    private static Place near(Place from, SplittableRandom chance) {
        double metres = between(300, 800, chance);
        double heading = between(0, 2 * Math.PI, chance);
        double north = metres * Math.cos(heading) / METRES_A_DEGREE;
        double east = metres * Math.sin(heading) / METRES_A_DEGREE / Math.cos(Math.toRadians(from.latitude()));
        return new Place(rounded(from.latitude() + north), rounded(from.longitude() + east));
    }

    private static double between(double low, double high, SplittableRandom chance) {
        return low + (high - low) * chance.nextDouble();
    }

    /** Five digits are a metre, and what a person can type. */
    private static double rounded(double degrees) {
        return Math.round(degrees * 1e5) / 1e5;
    }

    private Optional<Offer> offer(Place from, Place to, String riderToken) {
        Http.Answer quote = Http.send("POST", ports.url("dispatch") + "/v1/quotes", riderToken, new Wish(from, to));
        boolean fits =
                quote.status() < 300 && quote.body().path("distanceMetres").asLong() >= SHORTEST_METRES;
        return fits ? Optional.of(new Offer(from, to, quote.body())) : Optional.empty();
    }

    private record Wish(Place pickup, Place dropoff) {}
}
