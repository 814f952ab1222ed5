package robotaxi.dispatch.pricing.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.routing.PickupPoint;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Where a car may stop for a rider near a place. */
@Path("/v1/pickup-points")
public class PickupPointResource {
    private static final int MOST = 3;

    private final Markets markets;

    @Inject
    PickupPointResource(Markets markets) {
        this.markets = markets;
    }

    /**
     * A place to meet.
     *
     * @param walkMetres about how far it is on foot
     * @param road name of the road, empty if it has none
     */
    public record PickupPointJson(PlaceJson place, long walkMetres, String road) {
        static PickupPointJson of(PickupPoint point) {
            return new PickupPointJson(PlaceJson.of(point.place()), Math.round(point.walkMetres()), point.road());
        }
    }

    /** The nearest first; none where no car may stop within 250 m. */
    public record PickupPointList(List<PickupPointJson> pickupPoints) {}

    /** Up to three, the nearest first. */
    @GET
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR})
    public PickupPointList near(
            @QueryParam("latitude") @Nullable Double latitude, @QueryParam("longitude") @Nullable Double longitude) {
        if (latitude == null || longitude == null || !Place.isOnEarth(latitude, longitude)) {
            throw new FleetException(RideError.BAD_REQUEST, "latitude and longitude are needed");
        }
        var place = new Place(latitude, longitude);
        return new PickupPointList(markets.around(place).roads().pickupPoints(place, MOST).stream()
                .map(PickupPointJson::of)
                .toList());
    }
}
