package robotaxi.dispatch.ride.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answer;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.area.adapter.OperatingAreas;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.pricing.Quote;
import robotaxi.dispatch.pricing.SignedQuotes;
import robotaxi.dispatch.pricing.adapter.QuoteRow;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideOrder;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Rides: ask for one, see and watch them. */
@Path("/v1/rides")
public class RideResource {
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_REFERENCE = 200;

    private final EntityManager entities;
    private final SignedQuotes quotes;
    private final Rides rides;
    private final Fleet fleet;
    private final MarketOwner market;
    private final Ids ids;
    private final InstantSource clock;
    private final SecurityIdentity identity;
    private final RideWatch watch;
    private final OperatingAreas areas;

    @Inject
    RideResource(
            EntityManager entities,
            SignedQuotes quotes,
            Rides rides,
            Fleet fleet,
            MarketOwner market,
            Ids ids,
            InstantSource clock,
            SecurityIdentity identity,
            RideWatch watch,
            OperatingAreas areas) {
        this.entities = entities;
        this.quotes = quotes;
        this.rides = rides;
        this.fleet = fleet;
        this.market = market;
        this.ids = ids;
        this.clock = clock;
        this.identity = identity;
        this.watch = watch;
        this.areas = areas;
    }

    /**
     * Turns a quote into a ride.
     *
     * @param riderReference a partner's own name for its rider, up to 200 characters: stands on the ride and in its webhooks
     */
    public record RideRequest(
            @Nullable String quoteId, @Nullable String riderReference) {}

    /**
     * A page of rides, newest first.
     *
     * @param nextCursor give it back for the next page; null at the end
     */
    public record RidePage(List<RideJson> rides, @Nullable String nextCursor) {}

    /** Asks for a car at the quoted price. The same key with the same request gives the same ride, as it is by then. */
    @POST
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "201")
    public Response request(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Nullable RideRequest request) {
        String quoteId = request == null ? null : request.quoteId();
        if (quoteId == null) {
            throw new FleetException(RideError.BAD_REQUEST, "quoteId is needed");
        }
        String rider = identity.getPrincipal().getName();
        Quote quote = quotes.verify(quoteId, rider)
                .orElseThrow(() -> new FleetException(RideError.QUOTE_UNKNOWN, "Ask for a quote first"));
        String reference = request == null ? null : request.riderReference();
        if (reference != null && reference.length() > LONGEST_REFERENCE) {
            throw new FleetException(RideError.BAD_REQUEST, "riderReference: at most " + LONGEST_REFERENCE);
        }
        String key = idempotencyKey == null || idempotencyKey.isBlank() ? quote.id() : idempotencyKey;
        Asked asked = market.decide(quote.marketId(), desk -> requested(desk, quote, reference, key));
        var response = Response.created(
                        URI.create("/v1/rides/" + asked.ride().id().value()))
                .header(HttpHeaders.ETAG, CallHeaders.etag(asked.ride().version()))
                .entity(json(asked.ride()));
        if (asked.before()) {
            return response.header(Answer.REPLAYED, "true").build();
        }
        market.hurry(quote.marketId());
        return response.build();
    }

    /** A ride, and whether the same request made it before. */
    private record Asked(Ride ride, boolean before) {}

    private Asked requested(RideDesk desk, Quote quote, @Nullable String reference, String key) {
        List<RideRow> earlier = entities.createQuery(
                        "from RideRow where riderId = ?1 and idempotencyKey = ?2", RideRow.class)
                .setParameter(1, quote.riderId())
                .setParameter(2, key)
                .getResultList();
        if (!earlier.isEmpty()) {
            RideRow made = earlier.getFirst();
            if (!made.quoteId.equals(quote.id()) || !Objects.equals(made.riderReference, reference)) {
                throw new FleetException(RideError.IDEMPOTENCY_MISMATCH, "The key made another ride");
            }
            return new Asked(made.toRide(), true);
        }
        if (quote.expiresAt().isBefore(clock.instant())) {
            throw new FleetException(RideError.QUOTE_EXPIRED, "Ask for a new quote");
        }
        RideOrder order = quote.order(new RideId(ids.next()), Pins.next(), reference);
        order.itinerary().places().forEach(place -> areas.demandInside(order.marketId(), place, order.pickupAt()));
        try {
            entities.persist(QuoteRow.of(quote));
            return new Asked(desk.riders().request(order, quote.id(), key), false);
        } catch (PersistenceException e) {
            throw new FleetException(RideError.QUOTE_USED, "Ask for a new quote", null, e);
        }
    }

    /** Rides, newest first: a rider's own, or all for those who run the fleet; with a guarantee, those for later of which it holds. */
    @GET
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public RidePage list(
            @QueryParam("state") @DefaultValue("all") String state,
            @QueryParam("guarantee") @Nullable String guarantee,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<RideRow> rows = entities.createQuery("""
                        from RideRow where (?1 = '' or riderId = ?1) and (?2 = '' or id < ?2) and state in ?3
                        and (?4 = true or guarantee in ?5)
                        order by id desc""", RideRow.class)
                .setParameter(1, viewer().seesAll() ? "" : viewer().name())
                .setParameter(2, cursor == null ? "" : cursor)
                .setParameter(3, RideFilter.of(state))
                .setParameter(4, guarantee == null)
                .setParameter(5, RideFilter.guarantees(guarantee))
                .setMaxResults(size + 1)
                .getResultList();
        List<RideJson> page =
                rows.stream().limit(size).map(row -> json(row.toRide())).toList();
        return new RidePage(page, rows.size() > size ? rows.get(size - 1).id : null);
    }

    /** One ride. */
    @GET
    @Path("/{id}")
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response get(@PathParam("id") String id) {
        Ride ride = viewer().visible(rides, id);
        return Response.ok(json(ride))
                .header(HttpHeaders.ETAG, CallHeaders.etag(ride.version()))
                .build();
    }

    /**
     * The ride and its car, once a second, until the ride is over; its moves come as events named {@code moved}. Each event's id is
     * the ride's version: who comes back with Last-Event-ID gets the moves that were missed first.
     */
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id, @HeaderParam("Last-Event-ID") @Nullable String lastEventId, @Context Sse sse) {
        Viewer viewer = viewer();
        Ride ride = viewer.visible(rides, id);
        long seen = RideWatch.version(lastEventId).orElse(ride.version());
        return watch.follow(sse, ride.id(), viewer.isRiderOf(ride), seen, Duration.ofSeconds(1));
    }

    private Viewer viewer() {
        return Viewer.of(identity);
    }

    private RideJson json(Ride ride) {
        return RideJson.of(ride, fleet, viewer().isRiderOf(ride));
    }
}
