package robotaxi.benchmarks.manhattan;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A car of the world. */
public final class Car {
    private static final int[] NOWHERE = {};

    /** What a car does; kilometres and time are counted by it. */
    public enum State {
        /** Stands on the street. */
        IDLE,
        /** Drives to a rider. */
        TO_PICKUP,
        /** Drives a rider. */
        ON_TRIP,
        /** Drives to where riders are expected. */
        REPOSITIONING,
        /** Drives to a plug. */
        TO_SITE,
        /** Waits for a plug. */
        QUEUED,
        /** Is plugged in. */
        CHARGING,
        /** Stands in a base's stall. */
        STALL,
        /** Has no energy left, for good. */
        OUT_OF_SERVICE
    }

    final int id;
    final String name;
    final Map<State, Double> km = new EnumMap<>(State.class);
    int link;
    double kwh;
    State state = State.IDLE;
    int since;

    /** It was moved here, and stands where its link ends: its next way does not go over that link again. */
    boolean isAtEnd;

    int movedAt = -86_400;
    int[] route = NOWHERE;
    int next;
    int leftMillis;

    @Nullable
    Trip trip;

    @Nullable
    Site site;

    Car(int id, int link, double kwh) {
        this.id = id;
        this.name = String.format("v%04d", id);
        this.link = link;
        this.kwh = kwh;
    }

    boolean isThere() {
        return next == route.length;
    }

    void send(int[] way, Streets streets) {
        route = way;
        next = 0;
        leftMillis = way.length == 0 ? 0 : streets.millis(way[0]);
    }

    void stop() {
        send(NOWHERE, 0);
    }

    private void send(int[] way, int left) {
        route = way;
        next = 0;
        leftMillis = left;
    }

    /** Time that its next way takes over the link that it stands on. */
    int millisToLeave(Streets streets) {
        return isAtEnd ? 0 : streets.millis(link);
    }

    /** Time until it is at its route's end. */
    int remainingMillis(Streets streets) {
        return isThere()
                ? 0
                : leftMillis
                        + Arrays.stream(route, next + 1, route.length)
                                .map(streets::millis)
                                .sum();
    }

    /** Drives for so long; true if there was energy for it. */
    boolean drive(int millis, Streets streets, Battery battery) {
        int budget = millis;
        while (budget > 0 && !isThere()) {
            isAtEnd = false;
            int driven = Math.min(budget, leftMillis);
            link = route[next];
            double metres = streets.metres(link) * driven / streets.millis(link);
            kwh -= battery.kwh(metres, streets.kmph(link));
            km.merge(state, metres / 1_000, Double::sum);
            budget -= driven;
            leftMillis -= driven;
            if (leftMillis == 0) {
                next++;
                leftMillis = isThere() ? 0 : streets.millis(route[next]);
            }
        }
        return kwh > 0;
    }
}
