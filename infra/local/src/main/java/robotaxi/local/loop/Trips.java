package robotaxi.local.loop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.Ports;

/** Finds trips that this city's dispatch offers, whatever the city: places drawn by chance in the market's bounds. */
public final class Trips {
    private static final int PLACES = 120;
    private static final int OFFERS = 10;
    private static final int SHORTEST_METRES = 600;
    private static final long UNKNOWN_ETA_SECONDS = 3_600;

    private final Ports ports;
    private final long seed;

    /** Trips of the running stack; the same seed draws the same places. */
    public Trips(Ports ports, long seed) {
        this.ports = ports;
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
    public Optional<Offer> quickest(String riderToken) {
        var chance = new SplittableRandom(seed);
        List<Offer> offers = new ArrayList<>();
        JsonNode bounds = Http.send("GET", ports.url("dispatch") + "/v1/markets", riderToken, null)
                .orFail("the market")
                .path(0)
                .path("bounds");
        for (int i = 0; i < PLACES && offers.size() < OFFERS; i++) {
            Place from = place(bounds, chance);
            offer(from, place(bounds, chance), riderToken).ifPresent(offers::add);
        }
        return offers.stream().min(Comparator.comparingLong(Offer::seconds));
    }

    private static Place place(JsonNode bounds, SplittableRandom chance) {
        return new Place(
                between(bounds.path(1).asDouble(), bounds.path(3).asDouble(), chance),
                between(bounds.path(0).asDouble(), bounds.path(2).asDouble(), chance));
    }

    private static double between(double low, double high, SplittableRandom chance) {
        // Five digits are a metre, and what a person can type.
        return Math.round((low + (high - low) * chance.nextDouble()) * 1e5) / 1e5;
    }

    private Optional<Offer> offer(Place from, Place to, String riderToken) {
        Http.Answer quote = Http.send("POST", ports.url("dispatch") + "/v1/quotes", riderToken, new Wish(from, to));
        boolean fits =
                quote.status() < 300 && quote.body().path("distanceMetres").asLong() >= SHORTEST_METRES;
        return fits ? Optional.of(new Offer(from, to, quote.body())) : Optional.empty();
    }

    private record Wish(Place pickup, Place dropoff) {}
}
