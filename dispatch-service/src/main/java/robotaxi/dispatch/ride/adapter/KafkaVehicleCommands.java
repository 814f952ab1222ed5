package robotaxi.dispatch.ride.adapter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.EndEmergency;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.SignalPresence;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.command.v1.StopNow;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.dispatch.ride.Leg;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.VehicleCommands;
import robotaxi.dispatch.routing.Route;
import robotaxi.dispatch.task.TaskCommands;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.signing.CommandSigner;

/** Orders to cars over the outbox: they exist exactly if the decision was committed. Made at the start, with the key that signs them. */
@Startup
@ApplicationScoped
class KafkaVehicleCommands implements VehicleCommands, TaskCommands {
    /** A car that has not begun by then never will, and dispatch decides anew. */
    private static final Duration DEADLINE = Duration.ofSeconds(45);

    private final Outbox outbox;
    private final Ids ids;
    private final InstantSource clock;
    private final CommandSigner signer;

    @Inject
    KafkaVehicleCommands(Outbox outbox, Ids ids, InstantSource clock, CommandSigner signer) {
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.signer = signer;
    }

    @Override
    public String startMission(String vehicleId, String missionId, RideId ride, Leg leg, Route route) {
        return startMission(vehicleId, missionId, ride.value(), purpose(leg), route);
    }

    @Override
    public String drive(String vehicleId, String missionId, Route route) {
        return startMission(vehicleId, missionId, "", MissionPurpose.MISSION_PURPOSE_REPOSITION, route);
    }

    private String startMission(String vehicleId, String missionId, String ride, MissionPurpose purpose, Route route) {
        var wire = robotaxi.contracts.geo.v1.Route.newBuilder()
                .setDistanceMetres(route.distanceMetres())
                .setDurationSeconds(route.durationSeconds());
        route.points()
                .forEach(p -> wire.addPoints(
                        Position.newBuilder().setLatitudeDegrees(p.latitude()).setLongitudeDegrees(p.longitude())));
        route.speedLimitsMetresPerSecond().forEach(limit -> wire.addSpeedLimitsMetresPerSecond(limit.floatValue()));
        var mission = StartMission.newBuilder()
                .setMissionId(missionId)
                .setRideId(ride)
                .setPurpose(purpose)
                .setRoute(wire);
        return send(vehicleId, "mission:" + missionId, command -> command.setStartMission(mission));
    }

    @Override
    public String unlockDoors(String vehicleId, RideId ride) {
        return send(
                vehicleId,
                "unlock:" + ride.value(),
                command -> command.setUnlockDoors(UnlockDoors.newBuilder().setRideId(ride.value())));
    }

    @Override
    public void signal(String vehicleId, RideId ride, boolean honk, boolean flash) {
        var signal = SignalPresence.newBuilder()
                .setRideId(ride.value())
                .setHonk(honk)
                .setFlash(flash);
        send(vehicleId, "signal:" + ids.next(), command -> command.setSignalPresence(signal));
    }

    @Override
    public void cancelMission(String vehicleId, String missionId, String reason) {
        send(
                vehicleId,
                "cancel:" + missionId,
                command -> command.setCancelMission(
                        CancelMission.newBuilder().setMissionId(missionId).setReason(reason)));
    }

    @Override
    public void stopNow(String vehicleId, String emergencyId, String reason) {
        var stop = StopNow.newBuilder().setEmergencyId(emergencyId).setReason(reason);
        send(vehicleId, "stop:" + emergencyId, command -> command.setStopNow(stop));
    }

    @Override
    public void endEmergency(String vehicleId, String emergencyId, String reason) {
        var end = EndEmergency.newBuilder().setEmergencyId(emergencyId).setReason(reason);
        send(vehicleId, "end:" + emergencyId, command -> command.setEndEmergency(end));
    }

    private static MissionPurpose purpose(Leg leg) {
        return switch (leg) {
            case PICKUP -> MissionPurpose.MISSION_PURPOSE_PICKUP;
            case STOP -> MissionPurpose.MISSION_PURPOSE_STOP;
            case DROPOFF -> MissionPurpose.MISSION_PURPOSE_DROPOFF;
        };
    }

    private String send(String vehicleId, String effect, java.util.function.UnaryOperator<Command.Builder> body) {
        String id = ids.next();
        Instant now = clock.instant();
        var command = Command.newBuilder()
                .setCommandId(id)
                .setVehicleId(vehicleId)
                .setSender("dispatch")
                .setIssuedAt(ProtoTime.of(now))
                .setNotAfter(ProtoTime.of(now.plus(DEADLINE)))
                .setEffectKey(effect);
        outbox.append(Topics.VEHICLE_COMMANDS, vehicleId, id, signer.sign(body.apply(command)));
        return id;
    }
}
