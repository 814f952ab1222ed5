package robotaxi.dispatch.ride.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.pricing.Tariff.Fare;
import robotaxi.dispatch.pricing.adapter.QuoteRow;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** Rides: ask, watch, open the door, start, cancel, receipt. */
@Path("/v1/rides")
public class RideResource {
    private static final int LARGEST_PAGE = 200;

    private final EntityManager entities;
    private final Rides rides;
    private final Fleet fleet;
    private final MarketOwner market;
    private final Ids ids;
    private final InstantSource clock;
    private final SecurityIdentity identity;
    private final RideWatch watch;

    @Inject
    RideResource(
            EntityManager entities,
            Rides rides,
            Fleet fleet,
            MarketOwner market,
            Ids ids,
            InstantSource clock,
            SecurityIdentity identity,
            RideWatch watch) {
        this.entities = entities;
        this.rides = rides;
        this.fleet = fleet;
        this.market = market;
        this.ids = ids;
        this.clock = clock;
        this.identity = identity;
        this.watch = watch;
    }

    /** Turns a quote into a ride. */
    public record RideRequest(@Nullable String quoteId) {}

    /** The PIN of the ride. */
    public record UnlockRequest(@Nullable String pin) {}

    /** Why. */
    public record CancelRequest(@Nullable String reason) {}

    /**
     * A page of rides, newest first.
     *
     * @param nextCursor give it back for the next page; null at the end
     */
    public record RidePage(List<RideJson> rides, @Nullable String nextCursor) {}

    /** What was paid, in its parts, minor units. */
    public record Receipt(
            String rideId,
            Instant requestedAt,
            @Nullable Instant pickedUpAt,
            Instant completedAt,
            String vehicleId,
            long distanceMetres,
            long baseMinor,
            long distanceMinor,
            long timeMinor,
            long toLeastMinor,
            long totalMinor,
            String currency) {}

    /** Asks for a car at the quoted price. The same key with the same quote gives the same ride. */
    @POST
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    public Response request(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Nullable RideRequest request) {
        String quoteId = request == null ? null : request.quoteId();
        if (quoteId == null) {
            throw new FleetException(RideError.BAD_REQUEST, "quoteId is needed");
        }
        String rider = identity.getPrincipal().getName();
        String key = idempotencyKey == null ? quoteId : idempotencyKey;
        String where = quotedMarket(rider, quoteId);
        Ride ride = market.decide(where, desk -> requested(rider, key, quoteId));
        market.hurry(where);
        return Response.created(URI.create("/v1/rides/" + ride.id().value()))
                .entity(json(ride))
                .build();
    }

    private String quotedMarket(String rider, String quoteId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> quoteOf(rider, quoteId).marketId());
    }

    private QuoteRow quoteOf(String rider, String quoteId) {
        QuoteRow quote = entities.find(QuoteRow.class, quoteId);
        if (quote == null || !quote.riderId().equals(rider)) {
            throw new FleetException(RideError.QUOTE_UNKNOWN, "Ask for a quote first");
        }
        return quote;
    }

    private Ride requested(String rider, String key, String quoteId) {
        List<RideRow> earlier = entities.createQuery(
                        "from RideRow where riderId = ?1 and idempotencyKey = ?2", RideRow.class)
                .setParameter(1, rider)
                .setParameter(2, key)
                .getResultList();
        if (!earlier.isEmpty()) {
            if (!earlier.getFirst().quoteId.equals(quoteId)) {
                throw new FleetException(RideError.IDEMPOTENCY_MISMATCH, "The key made another ride");
            }
            return earlier.getFirst().toRide();
        }
        QuoteRow quote = quoteOf(rider, quoteId);
        Instant now = clock.instant();
        if (quote.expiresAt().isBefore(now)) {
            throw new FleetException(RideError.QUOTE_EXPIRED, "Ask for a new quote");
        }
        Ride ride = new Ride(
                new RideId(ids.next()),
                quote.marketId(),
                rider,
                quote.pickup(),
                quote.dropoff(),
                quote.fare().totalMinor(),
                quote.fare().currency(),
                quote.distanceMetres(),
                quote.durationSeconds(),
                Pins.next(),
                RideState.REQUESTED,
                null,
                null,
                null,
                false,
                now,
                null,
                now,
                1);
        try {
            rides.add(ride, quoteId, key);
        } catch (PersistenceException e) {
            throw new FleetException(RideError.QUOTE_USED, "Ask for a new quote", null, e);
        }
        return ride;
    }

    /** Rides, newest first: a rider's own, or all for those who run the fleet. */
    @GET
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public RidePage list(
            @QueryParam("state") @DefaultValue("all") String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<RideRow> rows = entities.createQuery("""
                        from RideRow where (?1 = '' or riderId = ?1) and (?2 = '' or id < ?2) and state in ?3
                        order by id desc""", RideRow.class)
                .setParameter(1, viewer().seesAll() ? "" : viewer().name())
                .setParameter(2, cursor == null ? "" : cursor)
                .setParameter(3, RideFilter.of(state))
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
    public RideJson get(@PathParam("id") String id) {
        return json(visible(id, viewer()));
    }

    /** The ride and its car, once a second, until the ride is over. */
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public Multi<RideJson> events(@PathParam("id") String id) {
        Viewer viewer = viewer();
        Ride ride = visible(id, viewer);
        return watch.follow(ride.id(), viewer.isRiderOf(ride), Duration.ofSeconds(1));
    }

    /** The rider stands at the door and gives the PIN. */
    @POST
    @Path("/{id}/unlock")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    public Response unlock(@PathParam("id") String id, @Nullable UnlockRequest request) {
        String pin = request == null ? null : request.pin();
        if (pin == null) {
            throw new FleetException(RideError.BAD_REQUEST, "pin is needed");
        }
        return decide(id, (desk, ride) -> desk.unlock(ride, pin));
    }

    /** The rider is seated and wants to go. */
    @POST
    @Path("/{id}/start")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    public Response start(@PathParam("id") String id) {
        return decide(id, RideDesk::start);
    }

    /** The rider, or an operator, gives the ride up. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR})
    public Response cancel(@PathParam("id") String id, @Nullable CancelRequest request) {
        String given = request == null ? null : request.reason();
        String reason = given == null || given.isBlank() ? "no reason given" : given;
        Viewer viewer = viewer();
        return decide(
                id,
                (desk, ride) -> viewer.isOperator() && !viewer.isRiderOf(ride)
                        ? desk.cancel(ride, RideState.CANCELLED_OPERATOR, "operator", reason)
                        : desk.cancel(ride, RideState.CANCELLED_RIDER, "rider", reason));
    }

    /** What was paid. */
    @GET
    @Path("/{id}/receipt")
    @Transactional
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.AUDITOR})
    public Response receipt(@PathParam("id") String id) {
        Ride ride = visible(id, viewer());
        if (ride.state() != RideState.COMPLETED) {
            return Problems.conflict(RideError.NOT_COMPLETED, ride.state().wireName());
        }
        QuoteRow quote = entities.find(QuoteRow.class, entities.find(RideRow.class, id).quoteId);
        Fare fare = quote.fare();
        return Response.ok(new Receipt(
                        id,
                        ride.requestedAt(),
                        ride.pickedUpAt(),
                        ride.stateSince(),
                        ride.vehicle().orElse(""),
                        Math.round(ride.plannedDistanceMetres()),
                        fare.baseMinor(),
                        fare.distanceMinor(),
                        fare.timeMinor(),
                        fare.toLeastMinor(),
                        fare.totalMinor(),
                        fare.currency()))
                .build();
    }

    private Response decide(String id, BiFunction<RideDesk, Ride, Ride.Move> decision) {
        Viewer viewer = viewer();
        String where =
                QuarkusTransaction.requiringNew().call(() -> visible(id, viewer).marketId());
        Ride.Move move = market.decide(where, desk -> decision.apply(desk, visible(id, viewer)));
        return switch (move) {
            case Ride.Move.Done(Ride ride) -> Response.ok(json(ride)).build();
            case Ride.Move.Refused(Ride current, ErrorCode reason) ->
                Problems.conflict(reason, current.state().wireName());
        };
    }

    /** Who asks, taken on the request's own thread: the market's thread knows no request. */
    private record Viewer(String name, boolean seesAll, boolean isOperator) {
        boolean isRiderOf(Ride ride) {
            return ride.riderId().equals(name);
        }
    }

    private Viewer viewer() {
        boolean isOperator = identity.hasRole(Roles.OPERATOR);
        return new Viewer(
                identity.getPrincipal().getName(),
                isOperator || identity.hasRole(Roles.SAFETY) || identity.hasRole(Roles.AUDITOR),
                isOperator);
    }

    /** A ride of somebody else is as unknown as one that never was. */
    private Ride visible(String id, Viewer viewer) {
        return rides.find(new RideId(id))
                .filter(ride -> viewer.seesAll() || viewer.isRiderOf(ride))
                .orElseThrow(() -> new FleetException(RideError.UNKNOWN, id));
    }

    private RideJson json(Ride ride) {
        return RideJson.of(ride, fleet, viewer().isRiderOf(ride));
    }
}
