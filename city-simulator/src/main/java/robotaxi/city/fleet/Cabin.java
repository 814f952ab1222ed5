package robotaxi.city.fleet;

import java.util.random.RandomGenerator;

/**
 * Doors and seat of a car, and the passenger who uses them when a stop is made and the doors are unlocked.
 * <pre>
 *   Empty ──unlocked at a stop──▶ door open ──3 to 6 s──▶ Occupied ──unlocked at the next stop──▶ door open ──▶ Empty
 * </pre>
 */
public final class Cabin {
    private static final double OPENS_AFTER_SECONDS = 0.8;

    private final RandomGenerator chance;
    private boolean occupied;
    private boolean doorsClosed = true;
    private boolean doorsLocked = true;
    private boolean servedHere;
    private double unlockedSeconds;
    private double takesSeconds;

    /** A cabin that was left occupied or empty. */
    public Cabin(boolean occupied, RandomGenerator chance) {
        this.occupied = occupied;
        this.chance = chance;
        this.takesSeconds = 3 + 3 * chance.nextDouble();
    }

    /** One step of time at a speed in metres a second, under the agent's wishes. */
    public void step(double seconds, double speed, Wishes wishes) {
        doorsLocked = wishes.doorsLocked() && doorsClosed;
        boolean canMove = wishes.passengerStop() && !doorsLocked && speed < 0.1;
        if (!wishes.passengerStop()) {
            servedHere = false;
        }
        if (!canMove || servedHere) {
            unlockedSeconds = 0;
            doorsClosed = true;
            return;
        }
        unlockedSeconds += seconds;
        doorsClosed = unlockedSeconds < OPENS_AFTER_SECONDS;
        if (unlockedSeconds >= takesSeconds) {
            occupied = !occupied;
            doorsClosed = true;
            servedHere = true;
            unlockedSeconds = 0;
            takesSeconds = 3 + 3 * chance.nextDouble();
        }
    }

    /** A seat is taken and its belt closed. */
    public boolean occupied() {
        return occupied;
    }

    /** All doors are shut. */
    public boolean doorsClosed() {
        return doorsClosed;
    }

    /** All doors are locked. */
    public boolean doorsLocked() {
        return doorsLocked;
    }
}
