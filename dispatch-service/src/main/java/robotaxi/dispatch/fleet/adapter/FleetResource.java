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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.TaskState;
import robotaxi.dispatch.task.Tasks;
import robotaxi.kit.security.Roles;

/** What every car of the fleet is doing now. */
@Path("/v1/vehicles")
public class FleetResource {
    private final FleetPicture fleet;
    private final Rides rides;
    private final InstantSource clock;
    private final Markets markets;
    private final Tasks tasks;

    @Inject
    FleetResource(FleetPicture fleet, Rides rides, InstantSource clock, Markets markets, Tasks tasks) {
        this.fleet = fleet;
        this.rides = rides;
        this.clock = clock;
        this.markets = markets;
        this.tasks = tasks;
    }

    /**
     * A car.
     *
     * @param state offline, idle, held (for an update), busy (drives, or is being updated), repositioning, to-charger,
     *     charging, to-cleaning, cleaning, to-depot, or a ride's state
     * @param operatingArea market and version of the area that bounds the car, as it says; not there if it holds none
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
            @Nullable String operatingArea,
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
        Map<String, Ride> served = rides.listOpen(market).stream()
                .filter(ride -> ride.vehicle().isPresent())
                .collect(Collectors.toMap(ride -> ride.vehicle().orElseThrow(), ride -> ride, (older, _) -> older));
        Map<String, CarTask> open =
                tasks.listOpen(market).stream().collect(Collectors.toMap(CarTask::vehicleId, task -> task));
        return fleet.list(market).stream()
                .map(car -> json(
                        car,
                        Optional.ofNullable(served.get(car.vehicleId())),
                        Optional.ofNullable(open.get(car.vehicleId())),
                        held.contains(car.vehicleId())));
    }

    private VehicleJson json(Vehicle car, Optional<Ride> ride, Optional<CarTask> task, boolean held) {
        Place place = car.place();
        return new VehicleJson(
                car.vehicleId(),
                ride.map(r -> r.state().wireName()).orElseGet(() -> state(car, task, held)),
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
                fleet.heldArea(car.vehicleId())
                        .map(area -> area.marketId() + ", version " + area.version())
                        .orElse(null),
                car.seenAt(),
                fleet.ahead(car.vehicleId()).stream().map(PlaceJson::of).toList());
    }

    private String state(Vehicle car, Optional<CarTask> task, boolean held) {
        if (!car.connected()) {
            return "offline";
        }
        if (held) {
            return "held";
        }
        String own = car.isReady(clock.instant()) ? "idle" : "busy";
        return task.map(FleetResource::doing).orElse(own);
    }

    private static String doing(CarTask task) {
        boolean drives = task.state() == TaskState.PLANNED || task.drives();
        return switch (task.kind()) {
            case REPOSITION -> "repositioning";
            case CHARGE -> drives ? "to-charger" : "charging";
            case CLEAN -> drives ? "to-cleaning" : "cleaning";
            case DEPOT -> "to-depot";
        };
    }
}
