package robotaxi.dispatch.pricing.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.pricing.Tariff;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What would a ride cost, and when would the car be here? */
@Path("/v1/quotes")
public class QuoteResource {
    private static final Duration LOCKED_FOR = Duration.ofMinutes(5);
    private static final int LONGEST_APPROACH_MILLIS = 1_800_000;

    private final EntityManager entities;
    private final Fleet fleet;
    private final Tariff tariff;
    private final Ids ids;
    private final InstantSource clock;
    private final SecurityIdentity identity;
    private final Markets markets;

    @Inject
    QuoteResource(
            EntityManager entities,
            Fleet fleet,
            Tariff tariff,
            Ids ids,
            InstantSource clock,
            SecurityIdentity identity,
            Markets markets) {
        this.entities = entities;
        this.fleet = fleet;
        this.tariff = tariff;
        this.ids = ids;
        this.clock = clock;
        this.identity = identity;
        this.markets = markets;
    }

    /**
     * A wish.
     *
     * @param marketId the city, or null for the one that the pick-up lies in
     */
    public record QuoteRequest(
            @Nullable PlaceJson pickup,
            @Nullable PlaceJson dropoff,
            @Nullable String marketId) {}

    /**
     * An offer.
     *
     * @param etaSeconds driving time of the nearest free car, or null if none is free now
     */
    public record QuoteJson(
            String quoteId,
            Instant expiresAt,
            long priceMinor,
            String currency,
            @Nullable Long etaSeconds,
            long distanceMetres,
            long durationSeconds) {}

    /** Makes an offer whose price is locked for five minutes. */
    @POST
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR})
    public Response quote(@Nullable QuoteRequest request) {
        if (request == null || request.pickup() == null || request.dropoff() == null) {
            throw new FleetException(RideError.BAD_REQUEST, "pickup and dropoff are needed");
        }
        Markets.Market market = market(request.marketId(), request.pickup().toPlace());
        Place pickup = inside(market, request.pickup());
        Place dropoff = inside(market, request.dropoff());
        Route route = market.roads()
                .find(pickup, Double.NaN, dropoff)
                .orElseThrow(() -> new FleetException(RideError.NO_ROUTE, "Choose another place"));
        Tariff.Fare fare = tariff.fare(route.distanceMetres(), route.durationSeconds());
        var row = new QuoteRow();
        row.id = ids.next();
        row.riderId = identity.getPrincipal().getName();
        row.marketId = market.id();
        row.pickupLatitude = pickup.latitude();
        row.pickupLongitude = pickup.longitude();
        row.dropoffLatitude = dropoff.latitude();
        row.dropoffLongitude = dropoff.longitude();
        row.totalMinor = fare.totalMinor();
        row.baseMinor = fare.baseMinor();
        row.distanceMinor = fare.distanceMinor();
        row.timeMinor = fare.timeMinor();
        row.toLeastMinor = fare.toLeastMinor();
        row.currency = fare.currency();
        row.distanceMetres = route.distanceMetres();
        row.durationSeconds = route.durationSeconds();
        row.expiresAt = clock.instant().plus(LOCKED_FOR);
        entities.persist(row);
        return Response.status(Response.Status.CREATED)
                .entity(new QuoteJson(
                        row.id,
                        row.expiresAt,
                        row.totalMinor,
                        row.currency,
                        etaSeconds(market, pickup),
                        Math.round(row.distanceMetres),
                        Math.round(row.durationSeconds)))
                .build();
    }

    private Markets.Market market(@Nullable String id, Place pickup) {
        return id == null
                ? markets.around(pickup)
                : markets.find(id)
                        .orElseThrow(() -> new FleetException(RideError.OUT_OF_AREA, "There is no market " + id));
    }

    private static Place inside(Markets.Market market, PlaceJson wish) {
        Place place = wish.toPlace();
        Roads roads = market.roads();
        if (!roads.covers(place) || roads.snap(place).isEmpty()) {
            throw new FleetException(
                    RideError.OUT_OF_AREA, place.latitude() + ", " + place.longitude() + " is not in " + market.name());
        }
        return place;
    }

    private @Nullable Long etaSeconds(Markets.Market market, Place pickup) {
        Roads roads = market.roads();
        int[] millis = roads.graph().millisTo(roads.snap(pickup).orElseThrow(), LONGEST_APPROACH_MILLIS);
        Instant now = clock.instant();
        long best = Long.MAX_VALUE;
        for (Vehicle vehicle : fleet.list(market.id())) {
            Place place = vehicle.place();
            if (place != null && vehicle.isReady(now)) {
                int node = roads.snap(place).orElse(-1);
                if (node >= 0 && millis[node] != RoadGraph.UNREACHABLE) {
                    best = Math.min(best, millis[node]);
                }
            }
        }
        return best == Long.MAX_VALUE ? null : best / 1_000;
    }
}
