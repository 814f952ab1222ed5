package robotaxi.city;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import robotaxi.city.fleet.FleetCar;
import robotaxi.city.road.Path;
import robotaxi.city.traffic.Traffic;
import robotaxi.city.view.Body;

/** The world: cars of the fleet among traffic, in steps of a tenth of a second. One thread steps it. */
public final class City {
    /** One turn of the world, microseconds. */
    public static final long STEP_MICROS = 100_000;

    private static final double STEP_SECONDS = STEP_MICROS / 1e6;

    private final List<FleetCar> cars;
    private final Traffic traffic;
    private final Events events;
    private final RandomGenerator chance;
    private long timeMicros;
    private long ticks;
    private int surprises;

    /**
     * What happens to the fleet, each so often in an hour.
     *
     * @param hardBrakes something lets a car brake hard
     * @param blockedLanes somebody stops in a car's way for a while
     * @param emergencyVehicles one comes by ahead of a car
     */
    public record Events(double hardBrakes, double blockedLanes, double emergencyVehicles) {
        /** Nothing does. */
        public static final Events NONE = new Events(0, 0, 0);
    }

    /** A world that begins at a time. */
    public City(List<FleetCar> cars, Traffic traffic, Events events, long startMicros, RandomGenerator chance) {
        this.cars = List.copyOf(cars);
        this.traffic = traffic;
        this.events = events;
        this.timeMicros = startMicros;
        this.chance = chance;
    }

    /** Goes on by one step. */
    public void step() {
        for (FleetCar car : cars) {
            car.move(STEP_SECONDS, timeMicros);
        }
        timeMicros += STEP_MICROS;
        ticks++;
        Set<String> parked = new HashSet<>();
        List<Body> inTheWay = new ArrayList<>();
        for (FleetCar car : cars) {
            if (car.parked()) {
                parked.add(car.id());
            } else {
                inTheWay.add(car.body());
            }
        }
        traffic.step(STEP_SECONDS, inTheWay);
        happen(inTheWay);
        List<Body> all = new ArrayList<>(inTheWay);
        all.addAll(traffic.bodies());
        for (FleetCar car : cars) {
            car.look(STEP_SECONDS, all, parked);
        }
    }

    private void happen(List<Body> fleet) {
        if (isTime(events.hardBrakes)) {
            anyMoving().ifPresent(this::surprise);
        }
        // Chance is asked only where it may say yes, so that a world without these is the one that it was.
        if (events.blockedLanes > 0 && isTime(events.blockedLanes)) {
            anyMoving().ifPresent(this::block);
        }
        if (events.emergencyVehicles > 0 && isTime(events.emergencyVehicles)) {
            anyMoving().ifPresent(car -> traffic.call(car.state().rearAxle(), fleet));
        }
    }

    private boolean isTime(double perHour) {
        return chance.nextDouble() < perHour / 3600 * STEP_SECONDS;
    }

    private Optional<FleetCar> anyMoving() {
        List<FleetCar> moving = cars.stream()
                .filter(car -> car.state().speed() > Traffic.SURPRISE_SPEED)
                .toList();
        return moving.isEmpty() ? Optional.empty() : Optional.of(moving.get(chance.nextInt(moving.size())));
    }

    private void block(FleetCar car) {
        car.wayAhead().ifPresent(way -> traffic.block(way, car.state().speed()));
    }

    /** Makes a car brake hard at once; refuses when it is not fast enough, or its way is too short. */
    public boolean surprise(FleetCar car) {
        Optional<Path> way = car.wayAhead();
        boolean done =
                way.isPresent() && traffic.surprise(way.get(), car.state().speed());
        surprises += done ? 1 : 0;
        return done;
    }

    /** One car, by id. */
    public Optional<FleetCar> findCar(String vehicleId) {
        return cars.stream().filter(car -> car.id().equals(vehicleId)).findFirst();
    }

    /** All cars of the fleet. */
    public List<FleetCar> cars() {
        return cars;
    }

    /** World time, microseconds since 1970. */
    public long timeMicros() {
        return timeMicros;
    }

    /** Steps since the world began. */
    public long ticks() {
        return ticks;
    }

    /** Events that were made to let a car brake hard. */
    public int surprises() {
        return surprises;
    }
}
