package robotaxi.dispatch.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.routing.Place;

/**
 * What dispatch knows of a car, from registry, presence and telemetry.
 *
 * @param seats for riders
 * @param connected its link is up
 * @param place newest position, or null before the first telemetry
 * @param headingDegrees clockwise from north
 * @param mode kebab case, as telemetry says: parked, autonomous, minimal-risk-manoeuvre ...
 * @param missionId mission that the car says it drives, empty if none
 * @param seenAt time of the newest telemetry by our clock
 */
public record Vehicle(
        String vehicleId,
        String marketId,
        String hardwareId,
        int seats,
        boolean wheelchairAccessible,
        boolean connected,
        long sessionEpoch,
        @Nullable Place place,
        double headingDegrees,
        double speedMetresPerSecond,
        double batteryPercent,
        String mode,
        String missionId,
        double etaSeconds,
        double remainingMetres,
        String releaseId,
        String modelProvider,
        double modelHz,
        long missedTicks,
        String reasoning,
        boolean occupied,
        Instant seenAt) {
    /** Below this a car keeps its charge for the way to a charger. */
    public static final double LEAST_BATTERY_PERCENT = 12;

    /** Older telemetry is no ground for sending a car to somebody. */
    private static final long FRESH_MILLIS = 10_000;

    /** Whether so many people fit in, one of them in a wheelchair if it is said. */
    public boolean takes(int people, boolean wheelchair) {
        return seats >= people && (wheelchairAccessible || !wheelchair);
    }

    /** Whether it said just now that it drives a mission, by itself and well. */
    public boolean drives(String mission, Instant now) {
        return connected
                && "autonomous".equals(mode)
                && missionId.equals(mission)
                && now.toEpochMilli() - seenAt.toEpochMilli() <= FRESH_MILLIS;
    }

    /** Whether the car itself is able to take a mission now; assignments and reservations are checked apart. */
    public boolean isReady(Instant now) {
        return hindrance(now) == null;
    }

    /** What keeps the car itself from taking a mission now, or null. */
    public @Nullable Hindrance hindrance(Instant now) {
        return hindrance(now, null);
    }

    /**
     * What keeps the car itself from taking a mission now, or null.
     *
     * @param ownMission a mission that it may be taken away from, empty if none
     */
    public @Nullable Hindrance hindrance(Instant now, @Nullable String ownMission) {
        if (!connected) {
            return Hindrance.OFFLINE;
        }
        if (place == null) {
            return Hindrance.NO_POSITION;
        }
        if (now.toEpochMilli() - seenAt.toEpochMilli() > FRESH_MILLIS) {
            return Hindrance.SILENT;
        }
        if (occupied) {
            return Hindrance.OCCUPIED;
        }
        boolean stands = "parked".equals(mode) && missionId.isEmpty();
        boolean drivesForUs = !missionId.isEmpty() && missionId.equals(ownMission) && !mode.startsWith("minimal-risk");
        if (!stands && !drivesForUs) {
            return Hindrance.BUSY;
        }
        return batteryPercent < LEAST_BATTERY_PERCENT ? Hindrance.LOW_BATTERY : null;
    }
}
