package robotaxi.benchmarks.market;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.telemetry.v1.AreaHeld;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.contracts.vehicle.v1.PassengerChanged;
import robotaxi.contracts.vehicle.v1.VehicleEvent;

/**
 * A car without wheels: it takes commands, is where its missions end a moment later, and lets riders in and out. It keeps in
 * mind which ride it serves, and notes every order that would make it serve two.
 */
final class SyntheticCar {
    private static final long DRIVE_MILLIS = 400;
    private static final long DOOR_MILLIS = 150;
    private static final int MOST_REMEMBERED = 30;

    private final String id;
    private final Consumer<VehicleEvent> events;
    private final Executor world;
    private final Deque<Instant> said = new ArrayDeque<>();
    private final Set<String> done = new HashSet<>();
    private Position place;
    private long sequence;
    private long eventNumber;
    private String mission = "";
    private String ride = "";
    private boolean occupied;
    private AreaHeld held = AreaHeld.getDefaultInstance();
    private int conflicts;

    SyntheticCar(String id, Position place, Consumer<VehicleEvent> events, Executor world) {
        this.id = id;
        this.place = place;
        this.events = events;
        this.world = world;
    }

    String id() {
        return id;
    }

    /** Orders to serve a ride while it served another. */
    synchronized int conflicts() {
        return conflicts;
    }

    /** When the car first said something after a moment, as far back as it remembers. */
    synchronized Optional<Instant> saidAfter(Instant moment) {
        return said.stream().filter(time -> time.isAfter(moment)).findFirst();
    }

    synchronized TelemetryBatch telemetry(Instant now) {
        said.addLast(now);
        if (said.size() > MOST_REMEMBERED) {
            said.removeFirst();
        }
        boolean drives = !mission.isEmpty();
        return TelemetryBatch.newBuilder()
                .setVehicleId(id)
                .setBootEpoch(1)
                .setSequence(++sequence)
                .setSessionEpoch(1)
                .addSamples(Sample.newBuilder()
                        .setTime(ProtoTime.of(now))
                        .setPosition(place)
                        .setBatteryPercent(90)
                        .setMode(drives ? DrivingMode.DRIVING_MODE_AUTONOMOUS : DrivingMode.DRIVING_MODE_PARKED)
                        .setMissionId(mission)
                        .setOccupied(occupied)
                        .setOperatingArea(held))
                .build();
    }

    /** Takes a command; the same one again changes nothing. */
    synchronized void take(Command command) {
        if (!done.add(command.getCommandId())) {
            return;
        }
        switch (command.getBodyCase()) {
            case START_MISSION -> start(command.getStartMission());
            case UNLOCK_DOORS -> {
                String served = command.getUnlockDoors().getRideId();
                after(DOOR_MILLIS, () -> passenger(served, PassengerAct.PASSENGER_ACT_BOARDED));
            }
            case SET_OPERATING_AREA ->
                held = AreaHeld.newBuilder()
                        .setMarketId(command.getSetOperatingArea().getMarketId())
                        .setVersion(command.getSetOperatingArea().getVersion())
                        .build();
            case CANCEL_MISSION -> cancel(command.getCancelMission().getMissionId());
            default -> {}
        }
    }

    private void start(StartMission order) {
        if (!ride.isEmpty() && !ride.equals(order.getRideId())) {
            conflicts++;
        }
        ride = order.getRideId();
        mission = order.getMissionId();
        boolean withRider = order.getPurpose() == MissionPurpose.MISSION_PURPOSE_DROPOFF;
        Position end = order.getRoute().getPoints(order.getRoute().getPointsCount() - 1);
        tell(order.getMissionId(), MissionState.MISSION_STATE_UNDER_WAY);
        after(DRIVE_MILLIS, () -> arrive(order.getMissionId(), end, withRider));
    }

    private synchronized void arrive(String ended, Position end, boolean withRider) {
        if (!mission.equals(ended)) {
            return;
        }
        place = end;
        mission = "";
        tell(ended, MissionState.MISSION_STATE_ARRIVED);
        if (withRider) {
            String served = ride;
            after(DOOR_MILLIS, () -> passenger(served, PassengerAct.PASSENGER_ACT_ALIGHTED));
        }
    }

    private synchronized void passenger(String served, PassengerAct act) {
        if (!ride.equals(served)) {
            return;
        }
        occupied = act == PassengerAct.PASSENGER_ACT_BOARDED;
        if (!occupied) {
            ride = "";
        }
        events.accept(event().setPassenger(
                        PassengerChanged.newBuilder().setRideId(served).setAct(act))
                .build());
    }

    private void cancel(String cancelled) {
        // The ride's car may have arrived: then the mission is over and its ride is not.
        ride = "";
        occupied = false;
        if (mission.equals(cancelled)) {
            mission = "";
            tell(cancelled, MissionState.MISSION_STATE_CANCELLED);
        }
    }

    private void tell(String what, MissionState state) {
        events.accept(event().setMission(
                        MissionChanged.newBuilder().setMissionId(what).setState(state))
                .build());
    }

    private VehicleEvent.Builder event() {
        return VehicleEvent.newBuilder().setVehicleId(id).setEventId(id + "-" + ++eventNumber);
    }

    private void after(long millis, Runnable act) {
        CompletableFuture.runAsync(act, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, world));
    }
}
