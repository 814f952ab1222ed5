package robotaxi.dispatch.board.adapter;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.resteasy.reactive.RestStreamElementType;
import robotaxi.dispatch.area.AreaError;
import robotaxi.dispatch.board.Board;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.security.Roles;

/** A market at a glance, taken between two decisions of its owner. */
@Path("/v1/markets/{market}")
public class BoardResource {
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration WAITS_OF = Duration.ofHours(1);

    private final MarketOwner owner;
    private final Markets markets;
    private final Rides rides;
    private final Fleet fleet;
    private final EntityManager entities;
    private final InstantSource clock;

    @Inject
    BoardResource(
            MarketOwner owner, Markets markets, Rides rides, Fleet fleet, EntityManager entities, InstantSource clock) {
        this.owner = owner;
        this.markets = markets;
        this.rides = rides;
        this.fleet = fleet;
        this.entities = entities;
        this.clock = clock;
    }

    /** As it is now. */
    @GET
    @Path("/board")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public BoardJson board(@PathParam("market") String market) {
        return look(known(market));
    }

    /** The same every two seconds, each time whole; ends when another instance takes the market: then ask again. */
    @GET
    @Path("/board/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Multi<BoardJson> follow(@PathParam("market") String market) {
        String id = known(market).id();
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .select()
                .first(_ -> owner.owns(id))
                .map(_ -> look(known(id)));
    }

    private BoardJson look(Markets.Market market) {
        return owner.decide(market.id(), desk -> look(market, desk));
    }

    private BoardJson look(Markets.Market market, RideDesk desk) {
        Instant now = clock.instant();
        var planner = desk.tasks().planner();
        var facts = new Board.Facts(
                rides.listOpen(market.id()),
                fleet.list(market.id()),
                desk.tasks().openByVehicle(),
                fleet.listReserved(),
                waits(market.id(), now));
        Board board = Board.of(facts, market.roads(), planner.zones(), planner.expected(now), now);
        return BoardJson.of(market.id(), board, desk.tasks().share().empty(), now);
    }

    private List<Double> waits(String market, Instant now) {
        List<?> rows = entities.createNativeQuery("""
                        select extract(epoch from move.time - ride.requested_at)
                        from ride_transition move join ride on ride.id = move.ride_id
                        where ride.market_id = ?1 and move.to_state = 'arrived' and move.from_state <> 'arrived'
                          and move.time > ?2""")
                .setParameter(1, market)
                .setParameter(2, now.minus(WAITS_OF))
                .getResultList();
        return rows.stream().map(seconds -> ((Number) seconds).doubleValue()).toList();
    }

    private Markets.Market known(String id) {
        return markets.named(id, AreaError.UNKNOWN);
    }
}
