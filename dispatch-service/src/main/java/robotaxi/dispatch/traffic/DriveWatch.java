package robotaxi.dispatch.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadPiece;
import robotaxi.dispatch.routing.RoadPieces;

/**
 * Looks at the fleet again and again, and tells of those that drive. Only the model's driving on a mission counts, and not its
 * last metres. A car that stands has met a light or a jam if it goes on soon; one that does not is stuck by itself and says nothing
 * about the road. For one thread at a time.
 */
public final class DriveWatch {
    /** Of a car that was not heard of for longer nobody knows where it was meanwhile. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(15);

    /** Who stands longer is stuck by itself. */
    private static final double LONGEST_STANDING_SECONDS = 120;

    private static final double STANDING_METRES_PER_SECOND = 0.5;
    private static final double LAST_METRES = 50;

    private final RoadPieces roads;
    private final TravelSpeeds speeds;
    private final Map<String, Seen> before = new HashMap<>();

    /** A watch that has seen nothing yet. */
    public DriveWatch(RoadPieces roads, TravelSpeeds speeds) {
        this.roads = roads;
        this.speeds = speeds;
    }

    /** A driving car at its last look, and for how long it has been standing on which piece. */
    private record Seen(
            String missionId,
            Instant at,
            double standingSeconds,
            @Nullable RoadPiece standsOn) {}

    /** Looks at all cars on these roads. */
    public void look(List<Vehicle> fleet, Instant now) {
        before.keySet().retainAll(fleet.stream().map(Vehicle::vehicleId).collect(Collectors.toSet()));
        fleet.forEach(car -> look(car, now));
    }

    private void look(Vehicle car, Instant now) {
        Place place = car.place();
        if (place == null || !drives(car)) {
            before.remove(car.vehicleId());
            return;
        }
        Seen last = before.get(car.vehicleId());
        if (last != null && last.at().equals(car.seenAt())) {
            return;
        }
        before.put(car.vehicleId(), last != null && isContinued(last, car) ? next(last, car, place, now) : anew(car));
    }

    private static boolean drives(Vehicle car) {
        return car.connected()
                && "autonomous".equals(car.mode())
                && !car.missionId().isEmpty()
                && car.remainingMetres() > LAST_METRES;
    }

    private static boolean isContinued(Seen last, Vehicle car) {
        return last.missionId().equals(car.missionId())
                && car.seenAt().isAfter(last.at())
                && Duration.between(last.at(), car.seenAt()).compareTo(LONGEST_GAP) <= 0;
    }

    private static Seen anew(Vehicle car) {
        return new Seen(car.missionId(), car.seenAt(), 0, null);
    }

    private Seen next(Seen last, Vehicle car, Place place, Instant now) {
        double seconds = Duration.between(last.at(), car.seenAt()).toMillis() / 1_000.0;
        if (car.speedMetresPerSecond() < STANDING_METRES_PER_SECOND) {
            RoadPiece on = last.standsOn() != null ? last.standsOn() : pieceOf(car, place);
            return new Seen(car.missionId(), car.seenAt(), last.standingSeconds() + seconds, on);
        }
        RoadPiece stoodOn = last.standsOn();
        if (stoodOn != null && last.standingSeconds() <= LONGEST_STANDING_SECONDS) {
            speeds.drove(stoodOn, last.standingSeconds(), 0, now);
        }
        RoadPiece on = pieceOf(car, place);
        if (on != null) {
            speeds.drove(on, seconds, car.speedMetresPerSecond(), now);
        }
        return anew(car);
    }

    private @Nullable RoadPiece pieceOf(Vehicle car, Place place) {
        return roads.pieceAt(place, car.headingDegrees()).orElse(null);
    }
}
