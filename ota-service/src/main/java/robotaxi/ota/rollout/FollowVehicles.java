package robotaxi.ota.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes each car of a rollout through its update: offer, reports, the hold at dispatch, activation, end. Every method belongs
 * into one transaction and locks the rollout first, so that a rollout has one writer.
 */
public final class FollowVehicles {
    private static final String MACHINE = "ota";
    private static final Duration LONGEST_ACTIVATION_WAIT = Duration.ofMinutes(5);

    private final Rollouts rollouts;
    private final VehicleOrders orders;
    private final RolloutEvents events;
    private final Patience patience;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** Follows cars of the rollouts kept there. */
    public FollowVehicles(
            Rollouts rollouts,
            VehicleOrders orders,
            RolloutEvents events,
            Patience patience,
            InstantSource clock,
            Supplier<String> ids) {
        this.rollouts = rollouts;
        this.orders = orders;
        this.events = events;
        this.patience = patience;
        this.clock = clock;
        this.ids = ids;
    }

    /** Offers the release to every car that waits for it, if the rollout runs. */
    void offerTo(Rollout rollout) {
        if (!(rollout instanceof Rollout.Running)) {
            return;
        }
        Instant now = clock.instant();
        for (VehicleUpdate car : rollouts.listVehicles(rollout.plan().id())) {
            if (car.state() == VehicleState.ELIGIBLE) {
                String command = orders.install(rollout.plan(), car.vehicleId(), now.plus(patience.offered()));
                move(rollout, car.offeredBy(command), VehicleState.OFFERED, "", "");
            }
        }
    }

    /** The car reported where it stands. Answers false for a report that fits no step of the table. */
    public boolean report(RolloutId id, String vehicleId, VehicleState reported, String code, String detail) {
        Rollout rollout = rollouts.lock(id).orElse(null);
        VehicleUpdate car =
                rollout == null ? null : rollouts.findVehicle(id, vehicleId).orElse(null);
        if (rollout == null || car == null) {
            return false;
        }
        if (car.state() == reported) {
            rollouts.saveVehicle(id, car.heardOf(patience.deadline(reported, clock.instant())));
            return true;
        }
        if (reported == VehicleState.OFFERED) {
            return true; // our own note of the offer came first, as it must
        }
        if (!car.state().mayBecome(reported)) {
            return false;
        }
        VehicleUpdate moved = move(rollout, car, reported, code, detail);
        if (reported.ended() || reported == VehicleState.WAITING_FOR_SAFE_MOMENT) {
            moved = giveBack(rollout, moved);
        }
        if (reported == VehicleState.WAITING_FOR_SAFE_MOMENT) {
            ask(rollout, moved);
        }
        finishIfAllEnded(rollout);
        return true;
    }

    /** Dispatch answered. A grant that nobody waits for any more is given back at once. */
    public void answered(String vehicleId, String reservationId, boolean granted, long fence, Instant heldUntil) {
        if (!granted) {
            return; // the timer asks again
        }
        Optional<Rollout> rollout = rollouts.findByReservation(reservationId).flatMap(rollouts::lock);
        Optional<VehicleUpdate> car =
                rollout.flatMap(r -> rollouts.findVehicle(r.plan().id(), vehicleId));
        Hold hold = car.map(VehicleUpdate::hold).orElse(null);
        boolean wanted = rollout.isPresent()
                && rollout.get() instanceof Rollout.Running
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
        Rollout.Plan plan = rollout.get().plan();
        Instant latest = clock.instant().plus(LONGEST_ACTIVATION_WAIT);
        Instant notAfter = heldUntil.isBefore(latest) ? heldUntil : latest;
        String command = orders.activate(plan, vehicleId, fence, notAfter);
        rollouts.saveVehicle(plan.id(), car.get().withHold(hold.ordered(fence, heldUntil, command)));
    }

    /** An order came to a bad end: an offer ends the car's update, an activation is tried again under a new hold. */
    public void orderFailed(String commandId, String vehicleId, String code, String detail) {
        Rollout rollout =
                rollouts.findByCommand(commandId).flatMap(rollouts::lock).orElse(null);
        VehicleUpdate car = rollout == null
                ? null
                : rollouts.findVehicle(rollout.plan().id(), vehicleId).orElse(null);
        if (rollout == null || car == null || car.state().ended()) {
            return;
        }
        if (commandId.equals(car.installCommandId()) && car.state() == VehicleState.OFFERED) {
            move(rollout, car, VehicleState.FAILED, code, detail);
            finishIfAllEnded(rollout);
        } else if (car.hold() != null
                && commandId.equals(car.hold().activateCommandId())
                && car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT) {
            rollouts.saveVehicle(rollout.plan().id(), giveBack(rollout, car));
        }
    }

    /** The timer: offers what waits, asks dispatch again, gives up on silent cars. */
    public void tick(RolloutId id) {
        Rollout rollout = rollouts.lock(id).orElse(null);
        if (rollout == null || !rollout.live()) {
            return;
        }
        offerTo(rollout);
        Instant now = clock.instant();
        for (VehicleUpdate car : rollouts.listVehicles(id)) {
            if (car.overdue(now)) {
                giveBack(rollout, move(rollout, car, VehicleState.LOST, "rollout.silent", "no news in time"));
            } else if (car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT) {
                askIfDue(rollout, car, now);
            }
        }
        finishIfAllEnded(rollout);
    }

    /** Gives back the cars that dispatch holds for a rollout that will not use them. */
    void giveBackUnused(Rollout rollout) {
        for (VehicleUpdate car : rollouts.listVehicles(rollout.plan().id())) {
            if (car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT) {
                giveBack(rollout, car);
            }
        }
    }

    private void askIfDue(Rollout rollout, VehicleUpdate car, Instant now) {
        Hold hold = car.hold();
        if (hold != null && hold.granted() && hold.lapsed(now)) {
            ask(rollout, giveBack(rollout, car));
        } else if (hold == null
                || (!hold.granted() && !now.isBefore(hold.askedAt().plus(patience.askAgain())))) {
            ask(rollout, car);
        }
    }

    private void ask(Rollout rollout, VehicleUpdate car) {
        if (!(rollout instanceof Rollout.Running)) {
            return;
        }
        Instant now = clock.instant();
        Hold hold = car.hold() == null ? Hold.asked(ids.get(), now) : car.hold().askedAgain(now);
        orders.requestReservation(
                rollout.plan(),
                car.vehicleId(),
                hold.reservationId(),
                now.plus(patience.askAgain().multipliedBy(2)));
        rollouts.saveVehicle(rollout.plan().id(), car.withHold(hold));
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
        rollouts.saveVehicle(rollout.plan().id(), free);
        return free;
    }

    private VehicleUpdate move(Rollout rollout, VehicleUpdate car, VehicleState next, String code, String detail) {
        Instant now = clock.instant();
        @Nullable Instant deadline = patience.deadline(next, now);
        VehicleUpdate moved = car.in(next, now, deadline, code, detail);
        rollouts.saveVehicle(rollout.plan().id(), moved);
        events.vehicleChanged(rollout, moved);
        return moved;
    }

    private void finishIfAllEnded(Rollout rollout) {
        boolean allEnded = rollouts.listVehicles(rollout.plan().id()).stream()
                .allMatch(car -> car.state().ended());
        if (allEnded && RolloutAct.FINISH.on(rollout) instanceof RolloutAct.Moved moved) {
            rollouts.save(moved.rollout());
            events.rolloutChanged(moved.rollout(), MACHINE, "every car has come to an end");
        }
    }
}
