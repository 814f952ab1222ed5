package robotaxi.gateway.command.adapter;

import com.github.f4b6a3.uuid.util.UuidValidator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.BookmarkMoment;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.EndEmergency;
import robotaxi.contracts.command.v1.PullOver;
import robotaxi.contracts.command.v1.StopNow;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.gateway.command.DeadlineRule;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.gateway.registry.adapter.RegistryError;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.signing.CommandSigner;

/** Orders that people give to one car. */
@ApplicationScoped
class Orders {
    private static final int UUID_VERSION = 7;

    private final LedgerWriter writer;
    private final DeadlineRule deadlines;
    private final Ids ids;
    private final InstantSource clock;
    private final CommandSigner signer;

    @Inject
    Orders(LedgerWriter writer, GatewayConfig config, Ids ids, InstantSource clock, CommandSigner signer) {
        this.writer = writer;
        this.deadlines = new DeadlineRule(config.longestDeadline());
        this.ids = ids;
        this.clock = clock;
        this.signer = signer;
    }

    /**
     * An order.
     *
     * @param commandId UUIDv7; the same twice is one command. One is made if there is none
     * @param kind {@code stop-now}, {@code pull-over}, {@code end-emergency}, {@code cancel-mission} or {@code unlock-doors}
     * @param notAfter no effect begins after this time
     * @param deadlineSeconds the same, from now
     * @param emergencyId for {@code end-emergency}: the emergency, or the command that stopped the car
     * @param missionId for {@code cancel-mission}
     * @param rideId for {@code unlock-doors}
     */
    public record NewCommand(
            @Nullable String commandId,
            @Nullable String vehicleId,
            @Nullable String kind,
            @Nullable Instant notAfter,
            @Nullable Long deadlineSeconds,
            @Nullable String reason,
            @Nullable String emergencyId,
            @Nullable String missionId,
            @Nullable String rideId) {}

    /**
     * Puts an order into the ledger; the command, once that is durable.
     *
     * @throws FleetException if it makes no sense, or, in the future, if there is no such car or the id is another command's
     */
    CompletableFuture<CommandRow> give(NewCommand order, String actor) {
        Instant now = clock.instant();
        String id = id(order);
        String reason = CommandError.needed(order.reason(), "reason");
        Command command = signer.sign(body(order, id, reason)
                .setCommandId(id)
                .setVehicleId(CommandError.needed(order.vehicleId(), "vehicleId"))
                .setSender("gateway")
                .setIssuedAt(ProtoTime.of(now))
                .setNotAfter(ProtoTime.of(deadline(order, now))));
        return writer.submit(LedgerWork.entering(command, transaction -> {
                    CommandRow known = transaction.find(id);
                    if (known != null) {
                        return new Answer(known, isSame(known, command) ? null : CommandError.ID_TAKEN);
                    }
                    if (!transaction.isRegistered(command.getVehicleId())) {
                        return new Answer(new CommandRow(), RegistryError.VEHICLE_UNKNOWN);
                    }
                    transaction.audit(new Audit.Entry(actor, "command." + order.kind(), id, reason));
                    return new Answer(transaction.enter(command), null);
                }))
                .thenApply(Answer::orThrow);
    }

    /** A command, or why there is none. */
    private record Answer(CommandRow row, @Nullable ErrorCode refused) {
        CommandRow orThrow() {
            if (refused != null) {
                throw new FleetException(refused, refused.title());
            }
            return row;
        }
    }

    private static boolean isSame(CommandRow known, Command command) {
        return known.vehicleId.equals(command.getVehicleId())
                && known.kind.equals(CommandRow.kind(command.getBodyCase()))
                && known.sender.equals(command.getSender());
    }

    private String id(NewCommand order) {
        String given = order.commandId();
        if (given == null) {
            return ids.next();
        }
        if (!UuidValidator.isValid(given, UUID_VERSION)) {
            throw CommandError.bad("commandId must be a UUID of version 7");
        }
        return given.toLowerCase(Locale.ROOT);
    }

    private Instant deadline(NewCommand order, Instant now) {
        Instant notAfter = order.notAfter();
        if (notAfter == null && order.deadlineSeconds() != null) {
            notAfter = now.plusSeconds(
                    Math.clamp(order.deadlineSeconds(), 0, deadlines.longest().toSeconds() * 2));
        }
        return switch (deadlines.judge(notAfter == null ? Instant.EPOCH : notAfter, now)) {
            case GOOD -> Objects.requireNonNull(notAfter);
            case MISSING -> throw CommandError.bad("notAfter or deadlineSeconds is needed");
            case PASSED -> throw CommandError.bad("the deadline has passed");
            case TOO_FAR -> throw CommandError.bad("the deadline lies more than " + deadlines.longest() + " ahead");
        };
    }

    private static Command.Builder body(NewCommand order, String id, String reason) {
        var command = Command.newBuilder();
        return switch (CommandError.needed(order.kind(), "kind")) {
            case "stop-now" ->
                command.setStopNow(StopNow.newBuilder().setEmergencyId(id).setReason(reason));
            case "pull-over" ->
                command.setPullOver(PullOver.newBuilder().setEmergencyId(id).setReason(reason));
            case "end-emergency" ->
                command.setEndEmergency(EndEmergency.newBuilder()
                        .setEmergencyId(CommandError.needed(order.emergencyId(), "emergencyId"))
                        .setReason(reason));
            case "cancel-mission" ->
                command.setCancelMission(CancelMission.newBuilder()
                        .setMissionId(CommandError.needed(order.missionId(), "missionId"))
                        .setReason(reason));
            case "unlock-doors" ->
                command.setUnlockDoors(
                        UnlockDoors.newBuilder().setRideId(CommandError.needed(order.rideId(), "rideId")));
            case "bookmark-moment" ->
                command.setBookmarkMoment(BookmarkMoment.newBuilder().setReason(reason));
            default -> throw CommandError.bad("there is no kind " + order.kind() + " for one car");
        };
    }
}
