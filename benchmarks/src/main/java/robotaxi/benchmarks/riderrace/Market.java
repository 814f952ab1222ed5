package robotaxi.benchmarks.riderrace;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Hold;

/**
 * Dispatch's side of one car: it holds the car by {@link Hold#refusal}, and gives it to riders while nothing else has it. It believes at
 * every moment that the car itself is ready, so that nothing but holds and rides keeps the two apart.
 */
final class Market {
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);
    private static final Duration MISSION_PATIENCE = Duration.ofMinutes(1);
    private static final double GIVES_UP = 0.15;

    private final World world;
    private final Witness witness;
    private final boolean heedsHolds;
    private @Nullable Hold hold;
    private long ride;
    private long rides;
    private long fences;

    Market(World world, Witness witness, boolean heedsHolds) {
        this.world = world;
        this.witness = witness;
        this.heedsHolds = heedsHolds;
    }

    /** The answer to a request for the car, or null for a refusal. */
    @Nullable
    Hold requested(String reservationId, Instant notAfter) {
        Instant now = world.instant();
        if (Hold.refusal(notAfter, ride != 0, held(now), true, now).isPresent()) {
            return null;
        }
        hold = new Hold(reservationId, ++fences, now.plus(LONGEST_HOLD));
        return hold;
    }

    void released(String reservationId) {
        if (hold != null && hold.reservationId().equals(reservationId)) {
            hold = null;
        }
    }

    private boolean held(Instant now) {
        return hold != null && hold.stands(now);
    }

    /** Somebody wants a ride. */
    void riderCame(CarInRace car) {
        Instant now = world.instant();
        if (ride != 0 || (heedsHolds && held(now))) {
            return;
        }
        ride = ++rides;
        long mine = ride;
        witness.assigned(mine);
        car.mission(mine, now.plus(MISSION_PATIENCE));
        if (world.chance.nextDouble() < GIVES_UP) {
            world.after(world.between(100, 60_000), () -> {
                if (ride == mine && car.giveUp(mine)) {
                    over(mine);
                }
            });
        }
    }

    /** The car refused the ride, or the rider has got out, as dispatch hears of it. */
    void over(long which) {
        witness.over(which);
        if (ride == which) {
            ride = 0;
        }
    }
}
