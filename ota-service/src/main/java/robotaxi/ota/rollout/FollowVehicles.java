package robotaxi.ota.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import robotaxi.ota.driving.DrivingRecord;
import robotaxi.ota.driving.DrivingTerms;

/**
 * Takes each car of a rollout through its update: offer, reports, the hold at dispatch, activation, end. Every method belongs
 * into one transaction. What changes many cars locks the rollout first, so that a rollout has one writer; a car's own word locks
 * that car alone.
 */
public final class FollowVehicles {
    private static final String MACHINE = "ota";
    private static final Duration LONGEST_ACTIVATION_WAIT = Duration.ofMinutes(5);
    /** A car's clock may be so wrong: its order ends so long before dispatch may give the car to a rider. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);
    /** So many when a rollout is started, while nobody waits for it. */
    private static final int CARS_AT_ONCE = 1_000;
    /** So many in one transaction of the timer, which others may have to wait for. */
    private static final int CARS_A_STEP = 100;

    private final Rollouts rollouts;
    private final VehicleOrders orders;
    private final RolloutEvents events;
    private final RolloutJudge judges;
    private final DrivingRecord driving;
    private final TakingCars taking;
    private final TurnAround around;
    private final Patience patience;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Steps steps;

    /** Follows cars of the rollouts kept there. */
    public FollowVehicles(
            Rollouts rollouts,
            VehicleOrders orders,
            RolloutEvents events,
            RolloutJudge judges,
            DrivingRecord driving,
            TakingCars taking,
            Patience patience,
            InstantSource clock,
            Supplier<String> ids) {
        this.rollouts = rollouts;
        this.orders = orders;
        this.events = events;
        this.judges = judges;
        this.driving = driving;
        this.taking = taking;
        this.patience = patience;
        this.clock = clock;
        this.ids = ids;
        this.steps = new Steps(rollouts, events, patience, clock);
        this.around = new TurnAround(rollouts, orders, steps);
    }

    /** Offers the release to the first cars that wait for it, if the rollout moves; the timer goes on. */
    void offerTo(Rollout rollout) {
        offerTo(rollout, CARS_AT_ONCE);
    }

    private boolean offerTo(Rollout rollout, int most) {
        if (!rollout.moves()) {
            return false;
        }
        boolean back = rollout instanceof Rollout.RollingBack;
        if (back && !around.sweep(rollout)) {
            return true; // who is still meant to get the release must not be offered it
        }
        int wave = back ? rollout.plan().course().waves() : rollout.wave();
        List<VehicleUpdate> cars = rollouts.lockToOffer(rollout.plan().id(), wave, most);
        if (cars.isEmpty()) {
            return false;
        }
        List<VehicleUpdate> told = cars.stream().filter(car -> !car.pulls()).toList();
        Map<String, String> commands =
                orders.install(rollout.plan(), told, clock.instant().plus(patience.offered()));
        move(
                rollout,
                cars.stream()
                        .map(car -> car.offeredBy(commands.get(car.vehicleId())))
                        .toList(),
                VehicleState.OFFERED,
                "",
                "");
        return cars.size() == most;
    }

    /** The car reported where it stands. Answers false for a report that fits no step of the table. */
    public boolean report(RolloutId id, String vehicleId, VehicleState reported, String code, String detail) {
        return rollouts.lockVehicle(id, vehicleId)
                .map(known -> report(known, reported, code, detail))
                .orElse(false);
    }

    /** The same of a report that names the release it is about: one that the car is not to run any more changes nothing. */
    public boolean report(
            RolloutId id, String vehicleId, String releaseId, VehicleState reported, String code, String detail) {
        return rollouts.lockVehicle(id, vehicleId)
                .filter(known -> known.destination().equals(releaseId))
                .map(known -> report(known, known.car().meaningOf(reported), code, detail))
                .orElse(false);
    }

    /** The same of a car that is locked already. */
    public boolean report(RolloutCar known, VehicleState reported, String code, String detail) {
        VehicleState now = known.car().state();
        if (now != reported && reported != VehicleState.OFFERED && !now.mayBecome(reported)) {
            return false;
        }
        report(List.of(new Report(known, reported, code, detail)));
        return true;
    }

    /**
     * Where a locked car says that it stands.
     *
     * @param code machine-readable reason of a bad end, or empty
     */
    public record Report(RolloutCar of, VehicleState state, String code, String detail) {}

    /** Many locked cars reported: all is written together. What fits no step of the table changes nothing. */
    public void report(List<Report> reports) {
        Instant now = clock.instant();
        List<RolloutCar> heard = new ArrayList<>();
        List<RolloutCar> moved = new ArrayList<>();
        for (Report report : reports) {
            VehicleUpdate car = report.of().car();
            VehicleState reported = report.state();
            Instant deadline = patience.deadline(reported, now);
            if (car.state() == reported) {
                heard.add(report.of().with(car.heardOf(deadline)));
            } else if (reported != VehicleState.OFFERED && car.state().mayBecome(reported)) {
                // Of the offer our own note came first, as it must.
                moved.add(report.of().with(car.in(reported, now, deadline, report.code(), report.detail())));
            }
        }
        RolloutCar.byRollout(heard)
                .forEach((rollout, cars) -> rollouts.saveVehicles(rollout.plan().id(), cars));
        RolloutCar.byRollout(moved).forEach(this::moved);
    }

    private void moved(Rollout rollout, List<VehicleUpdate> cars) {
        rollouts.saveVehicles(rollout.plan().id(), cars);
        events.vehiclesChanged(rollout, cars);
        for (VehicleUpdate car : cars) {
            boolean waits = car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT;
            VehicleUpdate free = (waits || car.state().ended()) && mayBeGivenBack(car) ? giveBack(rollout, car) : car;
            if (waits && free.hold() == null) {
                ask(rollout, free);
            }
        }
        if (cars.stream().anyMatch(car -> car.state().ended())) {
            judge(
                    rollout.plan().id(),
                    cars.stream().anyMatch(car -> car.state().ended() && car.state() != VehicleState.COMMITTED));
        }
    }

    /**
     * A late word may be that of an earlier order. While a later one is out, its end frees the car and nothing else; where the release
     * runs, an order for it switches nothing.
     */
    private static boolean mayBeGivenBack(VehicleUpdate car) {
        Hold hold = car.hold();
        return hold == null || hold.activateCommandId() == null || car.state() == VehicleState.COMMITTED;
    }

    /**
     * Cars have come to their ends. Whoever holds their rollout is not waited for, as the cars are locked: then the judge comes after
     * the commit, and the timer for cars that got through.
     */
    private void judge(RolloutId id, boolean failed) {
        rollouts.tryLock(id)
                .filter(Rollout::live)
                .filter(rollout -> !failed || !rollsBackOnBreach(rollout))
                .ifPresentOrElse(rollout -> finishIfAllEnded(failed ? hold(rollout) : rollout), () -> {
                    if (failed) {
                        judges.soon(id);
                    }
                });
    }

    /** That locks many cars, which who has locked some already must not do. */
    private static boolean rollsBackOnBreach(Rollout rollout) {
        return rollout.plan().course().onBreach() == Course.Breach.ROLL_BACK;
    }

    /** Dispatch answered. A grant that nobody waits for any more is given back at once. */
    public void answered(String vehicleId, String reservationId, boolean granted, long fence, Instant heldUntil) {
        if (!granted) {
            return; // the timer asks again
        }
        Optional<Rollout> rollout = rollouts.findByReservation(reservationId).flatMap(rollouts::lock);
        Optional<VehicleUpdate> car = rollout.flatMap(
                r -> rollouts.lockVehicle(r.plan().id(), vehicleId).map(RolloutCar::car));
        Hold hold = car.map(VehicleUpdate::hold).orElse(null);
        boolean wanted = rollout.isPresent()
                && new RolloutCar(rollout.get(), car.get()).isUnderWay()
                && car.get().state() == VehicleState.WAITING_FOR_SAFE_MOMENT
                && hold != null
                && hold.reservationId().equals(reservationId);
        if (!wanted || rollout.isEmpty() || car.isEmpty() || hold == null) {
            orders.releaseReservation(vehicleId, reservationId, fence);
            return;
        }
        if (hold.fence() == fence) {
            return; // the same answer once more
        }
        Instant latest = clock.instant().plus(LONGEST_ACTIVATION_WAIT);
        Instant safe = heldUntil.minus(CLOCKS_APART);
        Instant notAfter = safe.isBefore(latest) ? safe : latest;
        if (notAfter.isBefore(clock.instant().plus(patience.activation()))
                || !taking.take(urgent(rollout.get()), vehicleId)) {
            orders.releaseReservation(vehicleId, reservationId, fence);
            return; // the timer asks again
        }
        String command = orders.activate(rollout.get().plan(), car.get(), fence, notAfter);
        save(rollout.get(), car.get().withHold(hold.ordered(fence, heldUntil, command)));
    }

    /** An order came to a bad end: an offer ends the car's update, an activation is tried again under a new hold. */
    public void orderFailed(String commandId, String vehicleId, String code, String detail) {
        RolloutCar known = rollouts.findByCommand(commandId)
                .flatMap(id -> rollouts.lockVehicle(id, vehicleId))
                .orElse(null);
        if (known == null) {
            return;
        }
        VehicleUpdate car = known.car();
        if (commandId.equals(car.installCommandId()) && car.state() == VehicleState.OFFERED) {
            report(known, VehicleState.FAILED, code, detail);
        } else if (car.hold() != null && commandId.equals(car.hold().activateCommandId())) {
            giveBack(known.rollout(), car);
        }
    }

    /** Cars have failed: holds the rollout if they are too many. */
    public void judge(RolloutId id) {
        rollouts.lock(id).filter(Rollout::live).ifPresent(rollout -> finishIfAllEnded(hold(rollout)));
    }

    /** Offers the release to the next few cars. Answers whether more may wait. */
    public boolean offerMore(RolloutId id) {
        return rollouts.lock(id)
                .filter(rollout -> offerTo(hold(rollout), CARS_A_STEP))
                .isPresent();
    }

    /** The timer: offers what waits, asks dispatch again, gives up on silent cars. Answers whether more wait for an offer. */
    public boolean tick(RolloutId id) {
        Rollout known = rollouts.lock(id).orElse(null);
        if (known == null || !known.live()) {
            return false;
        }
        Rollout rollout = goOn(hold(known));
        boolean more = offerTo(rollout, CARS_A_STEP);
        Instant now = clock.instant();
        List<VehicleUpdate> silent = rollouts.lockOverdue(id, now, CARS_A_STEP);
        silent.forEach(car -> giveBack(rollout, car));
        move(
                rollout,
                silent.stream().map(car -> car.withHold(null)).toList(),
                VehicleState.LOST,
                "rollout.silent",
                "no news in time");
        var limits = new Rollouts.Limits(taking.room(urgent(rollout)), patience.leastChargePercent());
        for (VehicleUpdate car : rollouts.lockToAsk(id, now.minus(patience.askAgain()), now, limits, CARS_A_STEP)) {
            request(rollout, car.hold() != null && car.hold().granted() ? giveBack(rollout, car) : car);
        }
        finishIfAllEnded(hold(rollout));
        return more;
    }

    /** Holds the rollout where too much of its wave has failed. */
    private Rollout hold(Rollout rollout) {
        Course course = rollout.plan().course();
        Course.WaveCount count = rollouts.countWave(rollout.plan().id(), rollout.wave());
        return rollout instanceof Rollout.Running && course.judge(count) == Course.Verdict.HOLD
                ? moved(
                        rollout,
                        course.onBreach().act(),
                        count.failed() + " of " + count.total() + " cars of " + course.stage(rollout.wave())
                                + " did not get through: more than " + course.failurePercent() + " %")
                : rollout;
    }

    /** Goes on to the next wave where enough has succeeded and been driven, or holds the rollout where it drives worse. */
    private Rollout goOn(Rollout rollout) {
        if (!(rollout instanceof Rollout.Running)) {
            return rollout;
        }
        boolean driven = true;
        for (DrivingTerms.Reading reading : readings(rollout)) {
            if (reading.worse()) {
                return moved(rollout, rollout.plan().course().onBreach().act(), reading.toString());
            }
            driven &= reading.enough();
        }
        Course.WaveCount count = rollouts.countWave(rollout.plan().id(), rollout.wave());
        boolean ready = rollout.plan().course().judge(count) == Course.Verdict.NEXT && (driven || rollout.wave() > 1);
        return ready ? moved(rollout, RolloutAct.ADVANCE, "enough cars of the wave run the release") : rollout;
    }

    /** What the driving of its cars says so far; nothing for a rollout that does not look at it. */
    public List<DrivingTerms.Reading> readings(Rollout rollout) {
        Rollout.Plan plan = rollout.plan();
        DrivingTerms terms = plan.course().driving();
        return terms == null
                ? List.of()
                : terms.kinds().stream()
                        .map(kind ->
                                terms.read(kind, driving.hours(plan.releaseId(), kind, terms.since(plan.createdAt()))))
                        .toList();
    }

    private Rollout moved(Rollout rollout, RolloutAct act, String detail) {
        if (act.on(rollout) instanceof RolloutAct.Moved moved) {
            rollouts.save(moved.rollout());
            events.rolloutChanged(moved.rollout(), MACHINE, detail);
            if (moved.rollout() instanceof Rollout.RollingBack) {
                turnAround(moved.rollout(), detail);
            }
            return moved.rollout();
        }
        return rollout;
    }

    /** The rollout is rolled back from now on. Devices that have begun are asked to give up, and go back if they end it all the same. */
    void turnAround(Rollout rollout, String detail) {
        rollouts.forgetReturns(rollout.plan().id());
        withdrawActivations(rollout, detail);
        cancel(rollout, rollouts.lockPulling(rollout.plan().id()), detail);
        offerTo(rollout);
    }

    /** Takes back the orders to switch that have not begun. */
    void withdrawActivations(Rollout rollout, String detail) {
        for (VehicleUpdate car : waiting(rollout)) {
            Hold hold = car.hold();
            String command = hold == null ? null : hold.activateCommandId();
            if (command != null) {
                orders.withdraw(car.vehicleId(), command, detail);
            }
        }
    }

    private List<VehicleUpdate> waiting(Rollout rollout) {
        return rollouts.lockVehicles(
                rollout.plan().id(), Integer.MAX_VALUE, VehicleState.WAITING_FOR_SAFE_MOMENT, Integer.MAX_VALUE);
    }

    /** Takes the update from cars: at once where nothing has begun, by asking where a device has. */
    void cancel(Rollout rollout, List<VehicleUpdate> devices, String detail) {
        List<VehicleUpdate> asked = new ArrayList<>();
        List<VehicleUpdate> free = new ArrayList<>();
        for (VehicleUpdate car : devices) {
            DeviceAction action = car.action();
            boolean working = action != null && (car.begun() || action.retrieved());
            if (action != null && working) {
                asked.add(car.withAction(action.cancelling(true)));
            } else {
                free.add(car);
            }
        }
        rollouts.saveVehicles(rollout.plan().id(), asked);
        move(rollout, free, VehicleState.CANCELLED, "rollout.cancelled", detail);
    }

    /** What takes a release off the road waits for no hour. */
    private static boolean urgent(Rollout rollout) {
        return rollout instanceof Rollout.RollingBack;
    }

    /**
     * Asks for no more cars. One that is held has its order, and may take it as long as that lasts: its hold lapses by itself, later
     * than the order, or is given back when the car has answered.
     */
    void askNoMore(Rollout rollout) {
        waiting(rollout).stream()
                .filter(car -> car.hold() != null && !car.hold().granted())
                .forEach(car -> giveBack(rollout, car));
    }

    private void ask(Rollout rollout, VehicleUpdate car) {
        if (!car.pulls() && taking.mayAsk(urgent(rollout), car.vehicleId())) {
            request(rollout, car);
        }
    }

    private void request(Rollout rollout, VehicleUpdate car) {
        if (!new RolloutCar(rollout, car).isUnderWay()) {
            return;
        }
        Instant now = clock.instant();
        Hold hold = car.hold() == null ? Hold.asked(ids.get(), now) : car.hold().askedAgain(now);
        orders.requestReservation(
                rollout.plan(),
                car.vehicleId(),
                hold.reservationId(),
                now.plus(patience.askAgain().multipliedBy(2)));
        save(rollout, car.withHold(hold));
    }

    private VehicleUpdate giveBack(Rollout rollout, VehicleUpdate car) {
        Hold hold = car.hold();
        if (hold == null) {
            return car;
        }
        if (hold.granted()) {
            orders.releaseReservation(car.vehicleId(), hold.reservationId(), hold.fence());
        }
        VehicleUpdate free = car.withHold(null);
        save(rollout, free);
        return free;
    }

    private void save(Rollout rollout, VehicleUpdate car) {
        rollouts.saveVehicles(rollout.plan().id(), List.of(car));
    }

    private void move(Rollout rollout, List<VehicleUpdate> cars, VehicleState next, String code, String detail) {
        steps.move(rollout, cars, next, code, detail);
    }

    private void finishIfAllEnded(Rollout rollout) {
        if (rollout instanceof Rollout.RollingBack) {
            around.sweep(rollout);
        }
        if (!rollouts.anyOpen(rollout.plan().id())) {
            moved(rollout, RolloutAct.FINISH, "every car has come to an end");
            if (reachedTheFleet(rollout)) {
                events.fleetReached(rollout);
            }
        }
    }

    private boolean reachedTheFleet(Rollout rollout) {
        Course course = rollout.plan().course();
        return rollout instanceof Rollout.Running
                && course.gated()
                && rollouts.tookWholeFleet(rollout.plan().id())
                && rollout.wave() == course.waves()
                && course.judge(rollouts.countWave(rollout.plan().id(), rollout.wave())) == Course.Verdict.NEXT;
    }
}
