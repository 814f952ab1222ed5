package robotaxi.dispatch.city.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.locationtech.jts.geom.Envelope;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.RideError;
import robotaxi.kit.security.Roles;

/** The cities that we serve, and how they look. */
@Path("/v1/markets")
@ApplicationScoped
public class CityResource {
    private final Markets markets;
    private final Map<java.nio.file.Path, CompletableFuture<byte[]>> drawings = new HashMap<>();

    @Inject
    CityResource(Markets markets) {
        this.markets = markets;
    }

    /** Each extract is drawn once, beside the start. */
    void onStart(@Observes StartupEvent event) {
        for (Markets.Market market : markets.list()) {
            drawings.computeIfAbsent(
                    market.extract(),
                    extract -> CompletableFuture.supplyAsync(() -> CityMap.draw(market.roads(), extract)));
        }
    }

    /**
     * A city.
     *
     * @param bounds west, south, east, north, degrees
     */
    public record MarketJson(String marketId, String name, List<Double> bounds, String attribution) {}

    /** All markets. */
    @GET
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public List<MarketJson> list() {
        return markets.list().stream().map(CityResource::json).toList();
    }

    private static MarketJson json(Markets.Market market) {
        Envelope box = market.roads().area().getEnvelopeInternal();
        return new MarketJson(
                market.id(),
                market.name(),
                List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()),
                "© OpenStreetMap contributors");
    }

    /** Roads, water, green, buildings and the operating area. */
    @GET
    @Path("/{id}/map")
    @Produces("application/geo+json")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public Response map(@PathParam("id") String id) {
        Markets.Market market = markets.named(id, RideError.UNKNOWN);
        return Response.ok(drawings.getOrDefault(market.extract(), new CompletableFuture<>())
                        .join())
                .header("Cache-Control", "private, max-age=3600")
                .build();
    }
}
