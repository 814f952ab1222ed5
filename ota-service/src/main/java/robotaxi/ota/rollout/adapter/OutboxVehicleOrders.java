package robotaxi.ota.rollout.adapter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.command.v1.Preconditions;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.ReservationRelease;
import robotaxi.contracts.vehicle.v1.ReservationRequest;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.signing.CommandSigner;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.VehicleOrders;

/** Commands for cars and reservations for dispatch, by the outbox. Made at the start, with the key that signs the commands. */
@Startup
@ApplicationScoped
class OutboxVehicleOrders implements VehicleOrders {
    private final Outbox outbox;
    private final Releases releases;
    private final Fleet fleet;
    private final Ids ids;
    private final InstantSource clock;
    private final CommandSigner signer;

    @Inject
    OutboxVehicleOrders(
            Outbox outbox, Releases releases, Fleet fleet, Ids ids, InstantSource clock, CommandSigner signer) {
        this.outbox = outbox;
        this.releases = releases;
        this.fleet = fleet;
        this.ids = ids;
        this.clock = clock;
        this.signer = signer;
    }

    @Override
    public Map<String, String> install(Rollout.Plan plan, List<String> vehicleIds, Instant notAfter) {
        Optional<Release> release = releases.find(ReleaseId.parse(plan.releaseId()));
        Map<String, FleetVehicle> cars = fleet.find(vehicleIds);
        Map<String, String> sent = new HashMap<>();
        List<Outbox.Event> commands = new ArrayList<>();
        for (String vehicleId : vehicleIds) {
            // Only the file for the car's own hardware.
            List<String> targetPaths = Optional.ofNullable(cars.get(vehicleId))
                    .flatMap(car -> release.flatMap(r -> r.content().targetFor(car.hardwareId())))
                    .stream()
                    .toList();
            Command.Builder command = command(plan, vehicleId, "install", notAfter)
                    .setInstallRelease(InstallRelease.newBuilder()
                            .setRolloutId(plan.id().value())
                            .setReleaseId(plan.releaseId())
                            .addAllTargetPaths(targetPaths));
            sent.put(vehicleId, command.getCommandId());
            commands.add(
                    new Outbox.Event(Topics.VEHICLE_COMMANDS, vehicleId, command.getCommandId(), signer.sign(command)));
        }
        outbox.append(commands);
        return sent;
    }

    @Override
    public String activate(Rollout.Plan plan, String vehicleId, long fence, Instant notAfter) {
        return send(command(plan, vehicleId, "activate/" + fence, notAfter)
                .setPreconditions(Preconditions.newBuilder().setStandingStill(true))
                .setActivateRelease(ActivateRelease.newBuilder()
                        .setRolloutId(plan.id().value())
                        .setReleaseId(plan.releaseId())
                        .setReservationFence(fence)));
    }

    private Command.Builder command(Rollout.Plan plan, String vehicleId, String effect, Instant notAfter) {
        return Command.newBuilder()
                .setCommandId(ids.next())
                .setVehicleId(vehicleId)
                .setSender("ota")
                .setIssuedAt(ProtoTime.of(clock.instant()))
                .setNotAfter(ProtoTime.of(notAfter))
                .setEffectKey("rollout/" + plan.id().value() + "/" + effect);
    }

    private String send(Command.Builder command) {
        String id = command.getCommandId();
        outbox.append(Topics.VEHICLE_COMMANDS, command.getVehicleId(), id, signer.sign(command));
        return id;
    }

    @Override
    public void requestReservation(Rollout.Plan plan, String vehicleId, String reservationId, Instant notAfter) {
        send(reservation(vehicleId, reservationId)
                .setRequest(ReservationRequest.newBuilder()
                        .setRolloutId(plan.id().value())
                        .setNotAfter(ProtoTime.of(notAfter))));
    }

    @Override
    public void releaseReservation(String vehicleId, String reservationId, long fence) {
        send(reservation(vehicleId, reservationId)
                .setRelease(ReservationRelease.newBuilder().setFence(fence)));
    }

    private Reservation.Builder reservation(String vehicleId, String reservationId) {
        return Reservation.newBuilder()
                .setEventId(ids.next())
                .setReservationId(reservationId)
                .setVehicleId(vehicleId);
    }

    private void send(Reservation.Builder reservation) {
        outbox.append(
                Topics.VEHICLE_RESERVATIONS, reservation.getVehicleId(), reservation.getEventId(), reservation.build());
    }
}
