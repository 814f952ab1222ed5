package robotaxi.dispatch.pricing.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answer;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.area.adapter.OperatingAreas;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.pricing.Quote;
import robotaxi.dispatch.pricing.SignedQuotes;
import robotaxi.dispatch.pricing.Tariff;
import robotaxi.dispatch.ride.Appointment;
import robotaxi.dispatch.ride.Itinerary;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.TripPlanner;
import robotaxi.dispatch.routing.PickupPoint;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What would a ride cost, and when would the car be here? */
@Path("/v1/quotes")
public class QuoteResource {
    private static final Duration LOCKED_FOR = Duration.ofMinutes(5);
    private static final int MOST_SEATS = 8;

    private final PickupWait pickups;
    private final Answers answers;
    private final SignedQuotes quotes;
    private final Tariff tariff;
    private final Ids ids;
    private final InstantSource clock;
    private final SecurityIdentity identity;
    private final Markets markets;
    private final UnmetDemand unmet;
    private final OperatingAreas areas;

    @Inject
    QuoteResource(
            PickupWait pickups,
            Answers answers,
            SignedQuotes quotes,
            Tariff tariff,
            Ids ids,
            InstantSource clock,
            SecurityIdentity identity,
            Markets markets,
            UnmetDemand unmet,
            OperatingAreas areas) {
        this.pickups = pickups;
        this.answers = answers;
        this.quotes = quotes;
        this.tariff = tariff;
        this.ids = ids;
        this.clock = clock;
        this.identity = identity;
        this.markets = markets;
        this.unmet = unmet;
        this.areas = areas;
    }

    /**
     * A wish.
     *
     * @param stops places to stop at on the way, in this order
     * @param seats for how many people; 1 if it is not said
     * @param wheelchair one of them sits in a wheelchair
     * @param pickupAt when to be met, 20 minutes to 30 days from now; at once if it is not said
     * @param marketId the city, or null for the one that the pick-up lies in
     */
    public record QuoteRequest(
            @Nullable PlaceJson pickup,
            @Nullable PlaceJson dropoff,
            @Nullable List<PlaceJson> stops,
            @Nullable Integer seats,
            @Nullable Boolean wheelchair,
            @Nullable Instant pickupAt,
            @Nullable String marketId) {}

    /**
     * An offer.
     *
     * @param quoteId the offer itself, signed by us: give it back to take it
     * @param pickup where the car will stop for the rider
     * @param walkMetres about how far that is on foot from the place asked for
     * @param holdPerMinuteMinor price of each begun minute in which the car is kept at a stop, after the free ones
     * @param noShowFeeMinor price of not coming
     * @param lateCreditMinor taken off the price if a ride for later is met more than five minutes late
     * @param etaSeconds driving time of the nearest free car, or null if none is free now or the ride is for later
     */
    public record QuoteJson(
            String quoteId,
            Instant expiresAt,
            PlaceJson pickup,
            long walkMetres,
            long priceMinor,
            long holdPerMinuteMinor,
            long noShowFeeMinor,
            @Nullable Long lateCreditMinor,
            String currency,
            @Nullable Long etaSeconds,
            long distanceMetres,
            long durationSeconds) {}

    /** Makes an offer whose price is locked for five minutes. Nothing is kept of it, but its answer under an Idempotency-Key. */
    @POST
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR})
    @APIResponseSchema(value = QuoteJson.class, responseCode = "201")
    public Uni<Response> quote(@BeanParam CallHeaders headers, @Nullable QuoteRequest request) {
        if (request == null || request.pickup() == null || request.dropoff() == null) {
            throw new FleetException(RideError.BAD_REQUEST, "pickup and dropoff are needed");
        }
        int seats = request.seats() == null ? 1 : request.seats();
        if (seats < 1 || seats > MOST_SEATS) {
            throw new FleetException(RideError.BAD_REQUEST, "seats must be 1 to " + MOST_SEATS);
        }
        var wish = new Wish(
                identity.getPrincipal().getName(),
                request.pickup(),
                request.dropoff(),
                new Needs(seats, Boolean.TRUE.equals(request.wheelchair())),
                request);
        // All that may change between two calls with one key is asked inside: the second gets the first one's answer.
        return Uni.createFrom()
                .item(() -> answers.onceWithoutEffect(
                        wish.riderId(), "POST /v1/quotes", headers, request, () -> offer(wish)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(Answer::response);
    }

    /** What is asked for, complete. */
    private record Wish(String riderId, PlaceJson from, PlaceJson to, Needs needs, QuoteRequest request) {
        @Nullable
        Instant pickupAt() {
            return request.pickupAt();
        }
    }

    private Answer offer(Wish wish) {
        Instant pickupAt = wish.pickupAt();
        if (pickupAt != null && !Appointment.isBookable(pickupAt, clock.instant())) {
            throw new FleetException(
                    RideError.BAD_PICKUP_TIME, "From " + Appointment.SOONEST + " to " + Appointment.LATEST + " ahead");
        }
        Markets.Market market = market(wish.request().marketId(), wish.from().toPlace());
        PickupPoint pickup = pickupPoint(market, inside(market, wish.from(), pickupAt));
        Itinerary way = way(market, pickup.place(), wish);
        PickupWait.Wait wait = pickups.at(market, way.pickup(), wish.needs());
        if (!wait.isServed()) {
            unmet.refused(market.id(), wish.riderId(), wish.from().toPlace());
            throw new FleetException(RideError.NO_SUITABLE_CAR, "Ask for two rides, or for another city");
        }
        TripPlanner.Plan plan = new TripPlanner(market.roads(), tariff)
                .plan(way)
                .orElseThrow(() -> new FleetException(RideError.NO_ROUTE, "Choose another place"));
        Quote quote = quote(market.id(), plan, wish);
        Long eta = pickupAt == null ? wait.etaSeconds() : null;
        if (pickupAt == null && eta == null) {
            unmet.offeredWithoutCar(quote, wish.from().toPlace());
        }
        return answers.of(
                Response.Status.CREATED.getStatusCode(), json(quote, Math.round(pickup.walkMetres()), eta), null);
    }

    private static PickupPoint pickupPoint(Markets.Market market, Place place) {
        return market.roads().pickupPoints(place, 1).stream()
                .findFirst()
                .orElseThrow(() -> new FleetException(RideError.NO_PICKUP_POINT, "No car may stop near there"));
    }

    private Quote quote(String market, TripPlanner.Plan plan, Wish wish) {
        return new Quote(
                ids.next(),
                wish.riderId(),
                market,
                plan.way(),
                wish.needs(),
                plan.fare(),
                tariff.holdPerMinuteMinor(),
                tariff.noShowFeeMinor(),
                tariff.lateCreditMinor(),
                plan.distanceMetres(),
                plan.durationSeconds(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(LOCKED_FOR),
                wish.pickupAt());
    }

    private QuoteJson json(Quote quote, long walkMetres, @Nullable Long etaSeconds) {
        return new QuoteJson(
                quotes.sign(quote),
                quote.expiresAt(),
                PlaceJson.of(quote.way().pickup()),
                walkMetres,
                quote.fare().totalMinor(),
                quote.holdPerMinuteMinor(),
                quote.noShowFeeMinor(),
                quote.pickupAt() == null ? null : quote.lateCreditMinor(),
                quote.fare().currency(),
                etaSeconds,
                Math.round(quote.distanceMetres()),
                Math.round(quote.durationSeconds()));
    }

    private Itinerary way(Markets.Market market, Place pickup, Wish wish) {
        Itinerary way = Itinerary.of(pickup, inside(market, wish.to(), wish.pickupAt()));
        List<PlaceJson> stops = wish.request().stops();
        for (PlaceJson stop : stops == null ? List.<PlaceJson>of() : stops) {
            way = way.stoppingAt(inside(market, stop, wish.pickupAt()));
        }
        if (way.stopsAhead().size() > Itinerary.MOST_STOPS) {
            throw new FleetException(RideError.TOO_MANY_STOPS, "At most " + Itinerary.MOST_STOPS);
        }
        return way;
    }

    private Markets.Market market(@Nullable String id, Place pickup) {
        return id == null ? markets.around(pickup) : markets.named(id, RideError.OUT_OF_AREA);
    }

    private Place inside(Markets.Market market, PlaceJson wish, @Nullable Instant pickupAt) {
        Place place = wish.toPlace();
        Roads roads = market.roads();
        if (!roads.covers(place) || roads.snap(place).isEmpty()) {
            throw new FleetException(
                    RideError.OUT_OF_AREA, place.latitude() + ", " + place.longitude() + " is not in " + market.name());
        }
        areas.demandInside(market.id(), place, pickupAt);
        return place;
    }
}
