package robotaxi.ota.rollout.adapter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.CancelCommand;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.command.v1.Preconditions;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.ReservationRelease;
import robotaxi.contracts.vehicle.v1.ReservationRequest;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.signing.CommandSigner;
import robotaxi.ota.director.Directions;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.VehicleOrders;
import robotaxi.ota.rollout.VehicleUpdate;
import robotaxi.ota.trust.Direction;
import robotaxi.ota.trust.MetadataRepository;
import robotaxi.ota.trust.TargetFile;

/** Commands for cars and reservations for dispatch, by the outbox. Made at the start, with the key that signs the commands. */
@Startup
@ApplicationScoped
class OutboxVehicleOrders implements VehicleOrders {
    /** As long as the longest offer may wait for its car. */
    private static final Duration WITHDRAWN_WITHIN = Duration.ofHours(24);

    private final Outbox outbox;
    private final Releases releases;
    private final Directions directions;
    private final MetadataRepository images;
    private final Fleet fleet;
    private final Ids ids;
    private final InstantSource clock;
    private final CommandSigner signer;
    private final RolloutConfig config;

    @Inject
    OutboxVehicleOrders(
            Outbox outbox,
            Releases releases,
            Directions directions,
            MetadataRepository images,
            Fleet fleet,
            Ids ids,
            InstantSource clock,
            CommandSigner signer,
            RolloutConfig config) {
        this.outbox = outbox;
        this.releases = releases;
        this.directions = directions;
        this.images = images;
        this.fleet = fleet;
        this.ids = ids;
        this.clock = clock;
        this.signer = signer;
        this.config = config;
    }

    @Override
    public Map<String, String> install(Rollout.Plan plan, List<VehicleUpdate> cars, Instant notAfter) {
        if (cars.isEmpty()) {
            return Map.of();
        }
        Map<String, Optional<Release>> destinations = cars.stream()
                .map(car -> car.destination(plan))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), id -> releases.find(ReleaseId.parse(id))));
        Map<String, FleetVehicle> known =
                fleet.find(cars.stream().map(VehicleUpdate::vehicleId).toList());
        Map<String, String> sent = new HashMap<>();
        List<Outbox.Event> commands = new ArrayList<>();
        List<Direction> directed = new ArrayList<>();
        // As the image repository lists it now: a car believes the director only where both say the same.
        Map<String, TargetFile> listed = images.listedFiles();
        for (VehicleUpdate update : cars) {
            String vehicleId = update.vehicleId();
            String destination = update.destination(plan);
            String hardwareId = Optional.ofNullable(known.get(vehicleId))
                    .map(FleetVehicle::hardwareId)
                    .orElse("");
            // Only the file for the car's own hardware. What a car was shipped with has none, and lies on the car.
            Optional<TargetFile> file = destinations
                    .getOrDefault(destination, Optional.empty())
                    .filter(Release.Signed.class::isInstance)
                    .map(Release.Signed.class::cast)
                    .flatMap(signed -> signed.fileFor(hardwareId))
                    .flatMap(kept -> Optional.ofNullable(listed.get(kept.path()))
                            .filter(now -> now.sha256().equals(kept.sha256())));
            List<String> targetPaths = file.stream().map(TargetFile::path).toList();
            directed.add(new Direction(vehicleId, hardwareId, plan.id().value(), destination, file));
            Command.Builder command = command(plan, vehicleId, "install", notAfter)
                    .setInstallRelease(InstallRelease.newBuilder()
                            .setRolloutId(plan.id().value())
                            .setReleaseId(destination)
                            .addAllTargetPaths(targetPaths));
            if (update.returnsTo() != null) {
                // Each way back is an effect of its own: a car may be sent again after it failed.
                command.setEffectKey("rollout/" + plan.id().value() + "/return/" + command.getCommandId());
            }
            sent.put(vehicleId, command.getCommandId());
            commands.add(
                    new Outbox.Event(Topics.VEHICLE_COMMANDS, vehicleId, command.getCommandId(), signer.sign(command)));
        }
        directions.direct(directed);
        outbox.append(commands);
        return sent;
    }

    @Override
    public String activate(Rollout.Plan plan, VehicleUpdate car, long fence, Instant notAfter) {
        return send(command(plan, car.vehicleId(), "activate/" + fence, notAfter)
                .setPreconditions(Preconditions.newBuilder()
                        .setStandingStill(true)
                        .setEmpty(true)
                        .setLeastChargePercent(config.leastChargePercent()))
                .setActivateRelease(ActivateRelease.newBuilder()
                        .setRolloutId(plan.id().value())
                        .setReleaseId(car.destination(plan))
                        .setReservationFence(fence)));
    }

    @Override
    public void withdraw(String vehicleId, String commandId, String reason) {
        send(command(vehicleId, "withdraw/" + commandId, clock.instant().plus(WITHDRAWN_WITHIN))
                .setCancelCommand(
                        CancelCommand.newBuilder().setTargetCommandId(commandId).setReason(reason)));
    }

    private Command.Builder command(Rollout.Plan plan, String vehicleId, String effect, Instant notAfter) {
        return command(vehicleId, "rollout/" + plan.id().value() + "/" + effect, notAfter);
    }

    private Command.Builder command(String vehicleId, String effectKey, Instant notAfter) {
        return Command.newBuilder()
                .setCommandId(ids.next())
                .setVehicleId(vehicleId)
                .setSender("ota")
                .setIssuedAt(ProtoTime.of(clock.instant()))
                .setNotAfter(ProtoTime.of(notAfter))
                .setEffectKey(effectKey);
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
