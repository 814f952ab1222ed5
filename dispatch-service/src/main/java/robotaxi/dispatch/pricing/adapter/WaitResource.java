package robotaxi.dispatch.pricing.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The wait at a place, before anybody says where they want to go. */
@Path("/v1/wait")
public class WaitResource {
    private final Markets markets;
    private final PickupWait pickups;

    @Inject
    WaitResource(Markets markets, PickupWait pickups) {
        this.markets = markets;
        this.pickups = pickups;
    }

    /**
     * How soon a car could be there.
     *
     * @param served whether we drive there at all
     * @param etaSeconds driving time of the nearest free car; absent if none is free now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WaitJson(boolean served, @Nullable Long etaSeconds) {}

    /** The wait at a place; one that we do not serve is an answer, not an error. */
    @GET
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR})
    public WaitJson wait(
            @QueryParam("latitude") @Nullable Double latitude, @QueryParam("longitude") @Nullable Double longitude) {
        if (latitude == null || longitude == null || !Place.isOnEarth(latitude, longitude)) {
            throw new FleetException(RideError.BAD_REQUEST, "latitude and longitude are needed");
        }
        var place = new Place(latitude, longitude);
        Markets.Market market = markets.around(place);
        Roads roads = market.roads();
        boolean served = roads.covers(place) && roads.snap(place).isPresent();
        return new WaitJson(
                served, served ? pickups.at(market, place, Needs.ONE).etaSeconds() : null);
    }
}
