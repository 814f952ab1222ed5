package robotaxi.benchmarks.manhattan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import robotaxi.benchmarks.manhattan.Car.State;

/**
 * The published world: a day in 1,440 steps of 60 s. In each step requests made before it enter, those older than 600 s and
 * not picked up leave, the policy decides, and every car moves for 60 s. A car's arrival is noticed in the step after.
 */
public final class World {
    static final int STEP_SECONDS = 60;
    static final int DAY_SECONDS = 86_400;
    static final int PATIENCE_SECONDS = 600;

    private final Streets streets;
    private final Battery battery;
    private final List<Trip> trips;
    private final List<Car> cars;
    private final List<Site> sites;
    private final double fastChargeLimitKwh;
    private final List<Trip> open = new ArrayList<>();
    private final List<Trip> entered = new ArrayList<>();
    private int nextTrip;
    private int now;
    private double paidForCharging;
    private long digest = 17;

    World(
            Streets streets,
            Battery battery,
            List<Trip> trips,
            List<Car> cars,
            List<Site> sites,
            double fastChargeLimitKwh) {
        this.streets = streets;
        this.battery = battery;
        this.trips = trips;
        this.cars = cars;
        this.sites = sites;
        this.fastChargeLimitKwh = fastChargeLimitKwh;
    }

    /** The whole day under a policy. */
    void run(Policy policy) {
        for (now = 0; now < DAY_SECONDS; now += STEP_SECONDS) {
            enter();
            open.removeIf(this::lapses);
            policy.decide(this);
            cars.forEach(this::step);
            open.removeIf(trip -> trip.state != Trip.State.OPEN);
        }
    }

    /** Seconds since midnight. */
    int now() {
        return now;
    }

    Streets streets() {
        return streets;
    }

    List<Car> cars() {
        return cars;
    }

    List<Site> sites() {
        return sites;
    }

    /** Requests that wait, those with a car on its way among them, in the order they came. */
    List<Trip> open() {
        return open;
    }

    /** All that ever entered; the newest last. */
    List<Trip> entered() {
        return entered;
    }

    double paidForCharging() {
        return paidForCharging;
    }

    /** A number that differs if anything that happened does. */
    long digest() {
        return digest;
    }

    private void enter() {
        while (nextTrip < trips.size() && trips.get(nextTrip).departure < now) {
            Trip trip = trips.get(nextTrip++);
            trip.state = Trip.State.OPEN;
            trip.enteredAt = now;
            open.add(trip);
            entered.add(trip);
        }
    }

    private boolean lapses(Trip trip) {
        if (trip.departure + PATIENCE_SECONDS > now) {
            return false;
        }
        trip.state = Trip.State.CANCELLED;
        note(trip.id);
        return true;
    }

    /** Order: drive to a rider. Whoever is on a trip or out of service obeys no order. */
    void assign(Car car, Trip trip) {
        leave(car, State.TO_PICKUP);
        car.trip = trip;
        car.send(way(car, trip.originLink), streets);
    }

    /** Order: stop and stand where it is. */
    void release(Car car) {
        leave(car, State.IDLE);
    }

    /** Order: drive to a link. */
    void reposition(Car car, int link) {
        leave(car, State.REPOSITIONING);
        car.movedAt = now;
        car.send(way(car, link), streets);
    }

    /** Order: drive to a site, and charge there. */
    void charge(Car car, Site site) {
        leave(car, State.TO_SITE);
        car.site = site;
        car.send(way(car, site.link), streets);
    }

    /**
     * The published way begins where the car stands on its link, at the cost of the whole link; only where that is its end, as it is
     * for a car that was moved, nothing of it is driven.
     */
    private int[] way(Car car, int link) {
        int[] whole = streets.route(car.link, link);
        return car.isAtEnd ? Arrays.copyOfRange(whole, 1, whole.length) : whole;
    }

    private void leave(Car car, State next) {
        if (car.state == State.ON_TRIP || car.state == State.OUT_OF_SERVICE) {
            throw new IllegalStateException("car " + car.id + " is " + car.state + " and obeys no order");
        }
        if (car.state == State.CHARGING) {
            Objects.requireNonNull(car.site).taken--;
        }
        car.site = null;
        car.trip = null;
        car.stop();
        become(car, next);
    }

    private void become(Car car, State state) {
        car.state = state;
        car.since = now;
        note(car.id * 31L + state.name().hashCode());
    }

    private void note(long what) {
        digest = (digest * 31 + now) * 31 + what;
    }

    /** What was reached is noticed first, then the step goes on in the new state. */
    private void step(Car car) {
        notice(car);
        switch (car.state) {
            case IDLE, QUEUED -> car.kwh -= Battery.IDLE_KWH_PER_STEP;
            case TO_PICKUP, ON_TRIP, REPOSITIONING, TO_SITE -> car.drive(STEP_SECONDS * 1_000, streets, battery);
            case CHARGING -> plug(car, Objects.requireNonNull(car.site));
            case STALL, OUT_OF_SERVICE -> {
                return;
            }
        }
        if (car.kwh <= 0) {
            become(car, State.OUT_OF_SERVICE);
        }
    }

    private void notice(Car car) {
        switch (car.state) {
            case TO_PICKUP -> {
                if (car.isThere()) {
                    pickUp(car, Objects.requireNonNull(car.trip));
                }
            }
            case ON_TRIP, REPOSITIONING -> {
                if (car.isThere()) {
                    car.isAtEnd = car.state == State.REPOSITIONING;
                    car.trip = null;
                    become(car, State.IDLE);
                }
            }
            case TO_SITE, QUEUED -> {
                if (car.isThere()) {
                    arrive(car, Objects.requireNonNull(car.site));
                }
            }
            case CHARGING -> {
                Site site = Objects.requireNonNull(car.site);
                if (car.kwh >= (site.isBase ? Battery.FULL_KWH : fastChargeLimitKwh)) {
                    site.taken--;
                    become(car, site.isBase ? State.STALL : State.IDLE);
                }
            }
            case IDLE, STALL, OUT_OF_SERVICE -> {
                return;
            }
        }
    }

    private void pickUp(Car car, Trip trip) {
        if (trip.state != Trip.State.OPEN) {
            car.trip = null;
            become(car, State.IDLE);
            return;
        }
        trip.state = Trip.State.PICKED_UP;
        trip.pickedUpAt = now;
        note(trip.id);
        become(car, State.ON_TRIP);
        car.send(streets.route(trip.originLink, trip.destinationLink), streets);
    }

    private void arrive(Car car, Site site) {
        if (site.taken < site.plugs) {
            site.taken++;
            become(car, State.CHARGING);
        } else if (car.state != State.QUEUED) {
            become(car, State.QUEUED);
        }
    }

    private void plug(Car car, Site site) {
        double before = car.kwh;
        car.kwh = battery.charged(before, site.kw, !site.isBase);
        paidForCharging += (car.kwh - before) * site.dollarsPerKwh;
    }
}
