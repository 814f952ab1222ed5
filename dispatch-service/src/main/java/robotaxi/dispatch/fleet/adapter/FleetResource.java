package robotaxi.dispatch.fleet.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.security.Roles;

/** What every car of the fleet is doing now. */
@Path("/v1/vehicles")
public class FleetResource {
    private final FleetPicture fleet;
    private final Rides rides;
    private final InstantSource clock;
    private final Markets markets;

    @Inject
    FleetResource(FleetPicture fleet, Rides rides, InstantSource clock, Markets markets) {
        this.fleet = fleet;
        this.rides = rides;
        this.clock = clock;
        this.markets = markets;
    }

    /**
     * A car.
     *
     * @param state offline, idle, held (for an update), busy (drives, or is being updated), or a ride's state
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VehicleJson(
            String vehicleId,
            String state,
            boolean connected,
            long sessionEpoch,
            @Nullable PlaceJson position,
            double headingDegrees,
            double speedMetresPerSecond,
            double batteryPercent,
            String mode,
            @Nullable String rideId,
            String releaseId,
            String modelProvider,
            double modelHz,
            long missedTicks,
            String reasoning,
            boolean occupied,
            Instant seenAt,
            List<PlaceJson> ahead) {}

    /** All cars, by id. */
    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public List<VehicleJson> list() {
        var held = fleet.listReserved();
        return markets.list().stream()
                .flatMap(market -> list(market.id(), held))
                .sorted(Comparator.comparing(VehicleJson::vehicleId))
                .toList();
    }

    private Stream<VehicleJson> list(String market, Set<String> held) {
        List<Ride> open = rides.listOpen(market);
        return fleet.list(market).stream()
                .map(car -> json(
                        car,
                        open.stream()
                                .filter(ride -> car.vehicleId().equals(ride.vehicleId()))
                                .findFirst(),
                        held.contains(car.vehicleId())));
    }

    private VehicleJson json(Vehicle car, Optional<Ride> ride, boolean held) {
        Place place = car.place();
        return new VehicleJson(
                car.vehicleId(),
                ride.map(r -> r.state().wireName()).orElse(state(car, held)),
                car.connected(),
                car.sessionEpoch(),
                place == null ? null : PlaceJson.of(place),
                car.headingDegrees(),
                car.speedMetresPerSecond(),
                car.batteryPercent(),
                car.mode(),
                ride.map(r -> r.id().value()).orElse(null),
                car.releaseId(),
                car.modelProvider(),
                car.modelHz(),
                car.missedTicks(),
                car.reasoning(),
                car.occupied(),
                car.seenAt(),
                fleet.ahead(car.vehicleId()).stream().map(PlaceJson::of).toList());
    }

    private String state(Vehicle car, boolean held) {
        if (!car.connected()) {
            return "offline";
        }
        if (held) {
            return "held";
        }
        return car.isReady(clock.instant()) ? "idle" : "busy";
    }
}
