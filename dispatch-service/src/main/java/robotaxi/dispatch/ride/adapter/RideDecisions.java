package robotaxi.dispatch.ride.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answer;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.audit.Audit;

/** Brings what people wish to the market's thread, and what became of it back: once a key, and only on the version they saw. */
@ApplicationScoped
class RideDecisions {
    private final MarketOwner market;
    private final Rides rides;
    private final Fleet fleet;
    private final Answers answers;
    private final Audit audit;
    private final SecurityIdentity identity;

    @Inject
    RideDecisions(
            MarketOwner market, Rides rides, Fleet fleet, Answers answers, Audit audit, SecurityIdentity identity) {
        this.market = market;
        this.rides = rides;
        this.fleet = fleet;
        this.answers = answers;
        this.audit = audit;
        this.identity = identity;
    }

    /** A wish as it came in: which ride, what, and in detail. */
    record Wish(
            String rideId,
            String act,
            CallHeaders headers,
            @Nullable Object body) {}

    /** Moves a ride and shows it. */
    Response move(Wish wish, BiFunction<RideDesk, Ride, Ride.Move> decision) {
        Viewer viewer = Viewer.of(identity);
        return answer(wish, viewer, (desk, ride) -> shown(decision.apply(desk, ride), viewer));
    }

    /** The same by an operator, whose reason goes into the audit log. */
    Response moveForReason(Wish wish, String reason, BiFunction<RideDesk, Ride, Ride.Move> decision) {
        Viewer viewer = Viewer.of(identity);
        return answer(wish, viewer, (desk, ride) -> {
            audit.record(viewer.name(), "ride." + wish.act(), wish.rideId(), reason);
            return shown(decision.apply(desk, ride), viewer);
        });
    }

    /** Decides something else about a ride. */
    Response answer(Wish wish, Viewer viewer, BiFunction<RideDesk, Ride, Answer> decision) {
        String act = "POST /v1/rides/" + wish.rideId() + "/" + wish.act();
        Function<RideDesk, Answer> once = desk -> answers.once(
                viewer.name(), act, wish.headers(), wish.body(), () -> fresh(wish, viewer, decision, desk));
        String where = QuarkusTransaction.requiringNew()
                .call(() -> viewer.visible(rides, wish.rideId()).marketId());
        return market.decide(where, once).response();
    }

    private Answer fresh(Wish wish, Viewer viewer, BiFunction<RideDesk, Ride, Answer> decision, RideDesk desk) {
        Ride ride = viewer.visible(rides, wish.rideId());
        if (!wish.headers().fits(ride.version())) {
            return answers.refusal(RideError.OUTDATED, null, ride.state().wireName());
        }
        return decision.apply(desk, ride);
    }

    private Answer shown(Ride.Move move, Viewer viewer) {
        return switch (move) {
            case Ride.Move.Done done ->
                answers.of(
                        Response.Status.OK.getStatusCode(),
                        RideJson.of(done.ride(), fleet, viewer.isRiderOf(done.ride())),
                        CallHeaders.etag(done.ride().version()));
            case Ride.Move.Refused no ->
                answers.refusal(no.reason(), null, no.current().state().wireName());
        };
    }
}
