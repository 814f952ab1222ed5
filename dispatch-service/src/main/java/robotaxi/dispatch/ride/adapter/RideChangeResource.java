package robotaxi.dispatch.ride.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.Answer;
import robotaxi.dispatch.api.adapter.Answers;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.area.adapter.OperatingAreas;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.Itinerary;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.TripPlanner;
import robotaxi.dispatch.ride.adapter.RideDecisions.Wish;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Where a ride goes, while it is on its way. Ask for the price with {@code preview}, then do it with the price accepted. */
@Path("/v1/rides")
public class RideChangeResource {
    private final RideDecisions decisions;
    private final Answers answers;
    private final Markets markets;
    private final OperatingAreas areas;
    private final SecurityIdentity identity;

    @Inject
    RideChangeResource(
            RideDecisions decisions,
            Answers answers,
            Markets markets,
            OperatingAreas areas,
            SecurityIdentity identity) {
        this.decisions = decisions;
        this.answers = answers;
        this.markets = markets;
        this.areas = areas;
        this.identity = identity;
    }

    /**
     * Another place.
     *
     * @param acceptedPriceMinor price of the whole way that the rider has seen; needed if it is higher than now
     * @param preview only say what it would cost
     */
    public record ChangeRequest(
            @Nullable PlaceJson place,
            @Nullable Long acceptedPriceMinor,
            @Nullable Boolean preview) {}

    /** Another time to be met. */
    public record TimeRequest(@Nullable Instant pickupAt) {}

    /** What the whole way would cost then, and how long it would be. */
    public record ChangePreview(long priceMinor, String currency, long distanceMetres, long durationSeconds) {}

    /** Another drop-off. */
    @POST
    @Path("/{id}/change-destination")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response changeDestination(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable ChangeRequest request) {
        return change(new Wish(id, "change-destination", headers, request), request, Itinerary::endingAt);
    }

    /** One more stop, the last before the drop-off. */
    @POST
    @Path("/{id}/add-stop")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response addStop(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable ChangeRequest request) {
        return change(new Wish(id, "add-stop", headers, request), request, Itinerary::stoppingAt);
    }

    /** Another time of a ride for later, at the same price, as long as no car is sought for it. */
    @POST
    @Path("/{id}/change-time")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response changeTime(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable TimeRequest request) {
        Instant pickupAt = request == null ? null : request.pickupAt();
        if (pickupAt == null) {
            throw new FleetException(RideError.BAD_REQUEST, "pickupAt is needed");
        }
        return decisions.move(
                new Wish(id, "change-time", headers, request),
                (desk, ride) -> desk.riders().reschedule(ride, pickupAt));
    }

    private Response change(Wish wish, @Nullable ChangeRequest request, BiFunction<Itinerary, Place, Itinerary> how) {
        if (request == null || request.place() == null) {
            throw new FleetException(RideError.BAD_REQUEST, "place is needed");
        }
        Place place = request.place().toPlace();
        // Areas change between two calls with one key, so they are asked inside: the second gets the first one's
        // answer.
        if (Boolean.TRUE.equals(request.preview())) {
            return decisions.answer(wish, Viewer.of(identity), (desk, ride) -> {
                demandInside(ride, place);
                return preview(desk, ride, way -> how.apply(way, place));
            });
        }
        Long accepted = request.acceptedPriceMinor();
        OptionalLong price = accepted == null ? OptionalLong.empty() : OptionalLong.of(accepted);
        return decisions.move(wish, (desk, ride) -> {
            demandInside(ride, place);
            return desk.riders().change(ride, way -> how.apply(way, place), price, wish.act());
        });
    }

    private void demandInside(Ride ride, Place place) {
        Roads roads = markets.named(ride.marketId(), RideError.OUT_OF_AREA).roads();
        if (!roads.covers(place) || roads.snap(place).isEmpty()) {
            throw new FleetException(RideError.OUT_OF_AREA, place.latitude() + ", " + place.longitude());
        }
        areas.demandInside(ride.marketId(), place, null);
    }

    private Answer preview(RideDesk desk, Ride ride, UnaryOperator<Itinerary> change) {
        if (!ride.state().isEditable()) {
            return answers.refusal(RideError.STATE_CONFLICT, null, ride.state().wireName());
        }
        return desk.riders()
                .preview(ride, change)
                .map(plan -> answers.of(Response.Status.OK.getStatusCode(), json(plan), null))
                .orElseGet(() ->
                        answers.refusal(RideError.NO_ROUTE, null, ride.state().wireName()));
    }

    private static ChangePreview json(TripPlanner.Plan plan) {
        return new ChangePreview(
                plan.fare().totalMinor(),
                plan.fare().currency(),
                Math.round(plan.distanceMetres()),
                Math.round(plan.durationSeconds()));
    }
}
