package robotaxi.ota.rollout.adapter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    public String install(Rollout.Plan plan, String vehicleId, Instant notAfter) {
        return send(command(plan, vehicleId, "install", notAfter)
                .setInstallRelease(InstallRelease.newBuilder()
                        .setRolloutId(plan.id().value())
                        .setReleaseId(plan.releaseId())
                        .addAllTargetPaths(targetPaths(plan, vehicleId))));
    }

    /** Only the file for the car's own hardware. */
    private List<String> targetPaths(Rollout.Plan plan, String vehicleId) {
        return releases
                .find(ReleaseId.parse(plan.releaseId()))
                .flatMap(release ->
                        fleet.find(vehicleId).flatMap(car -> release.content().targetFor(car.hardwareId())))
                .stream()
                .toList();
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
