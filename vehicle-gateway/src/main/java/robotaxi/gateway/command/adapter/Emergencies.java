package robotaxi.gateway.command.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.AvoidArea;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.EndEmergency;
import robotaxi.contracts.command.v1.PullOver;
import robotaxi.contracts.command.v1.StopNow;
import robotaxi.contracts.geo.v1.Area;
import robotaxi.gateway.command.DeadlineRule;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.gateway.link.adapter.LinkThreads;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.signing.CommandSigner;

/**
 * Orders to the whole fleet. Every car there is gets a command of its own, also for an area: where a car is, it alone knows, and its
 * answer is the proof.
 */
@ApplicationScoped
class Emergencies {
    private static final long DEFAULT_DEADLINE_SECONDS = 600;

    /** From the last car's order being given to the transport until most receipts have come. */
    private static final long RECEIPTS_MILLIS = 1_000;

    private final LedgerWriter writer;
    private final EmergencyTable table;
    private final Ids ids;
    private final InstantSource clock;
    private final Duration longest;
    private final ObjectMapper json;
    private final CommandSigner signer;
    private final LinkThreads threads;

    @Inject
    Emergencies(
            LedgerWriter writer,
            EmergencyTable table,
            Ids ids,
            InstantSource clock,
            GatewayConfig config,
            ObjectMapper json,
            CommandSigner signer,
            LinkThreads threads) {
        this.writer = writer;
        this.table = table;
        this.ids = ids;
        this.clock = clock;
        this.longest = config.longestDeadline();
        this.json = json;
        this.signer = signer;
        this.threads = threads;
    }

    /**
     * An emergency.
     *
     * @param kind {@code stop-now}, {@code pull-over} or {@code avoid-area}
     * @param area where it holds; without, everywhere. Needed for {@code avoid-area}
     * @param deadlineSeconds no car begins with it later; 600 if not said
     */
    public record NewEmergency(
            @Nullable String kind,
            @Nullable AreaJson area,
            @Nullable String reason,
            @Nullable Long deadlineSeconds) {}

    /** Declares one; its id, once every car's command is in the ledger. */
    CompletableFuture<String> declare(NewEmergency emergency, String actor) {
        Instant now = clock.instant();
        String id = ids.next();
        String reason = CommandError.needed(emergency.reason(), "reason");
        long seconds = emergency.deadlineSeconds() == null ? DEFAULT_DEADLINE_SECONDS : emergency.deadlineSeconds();
        Instant notAfter =
                now.plusSeconds(Math.clamp(seconds, 0, longest.multipliedBy(2).toSeconds()));
        if (new DeadlineRule(longest).judge(notAfter, now) != DeadlineRule.Verdict.GOOD || seconds == 0) {
            throw CommandError.bad("deadlineSeconds must lie between 1 and " + longest.toSeconds());
        }
        Command body = command(order(emergency, id, reason), now, notAfter);
        String kind = CommandRow.kind(body.getBodyCase());
        var declared = new EmergencyTable.Declared(id, kind, drawn(emergency.area()), reason, actor, now, body);
        return beforeBulk(writer.submitFirst(LedgerWork.alone(transaction -> {
            table.add(declared);
            transaction.audit(new Audit.Entry(actor, "emergency.declare", id, kind + ": " + reason));
            transaction.orderAll(id, body);
            return id;
        })));
    }

    /** Cars' telemetry, which is most of a gateway's work, waits until the order has reached them. */
    private <T> CompletableFuture<T> beforeBulk(CompletableFuture<T> order) {
        Runnable end = threads.pauseBulk();
        return order.whenComplete(
                (done, failure) -> CompletableFuture.delayedExecutor(RECEIPTS_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(end));
    }

    /** Ends one; fails with a {@link FleetException} in the future if there is none in force. */
    CompletableFuture<String> end(String id, @Nullable String why, String actor) {
        Instant now = clock.instant();
        String reason = CommandError.needed(why, "reason");
        var end = Command.newBuilder()
                .setEndEmergency(EndEmergency.newBuilder().setEmergencyId(id).setReason(reason));
        Command body = command(end, now, now.plus(longest));
        var ended = new EmergencyTable.Declared(id, CommandRow.kind(body.getBodyCase()), "", reason, actor, now, body);
        return beforeBulk(writer.submitFirst(LedgerWork.alone(transaction -> {
                    Optional<Boolean> isInForce = table.lock(id);
                    if (isInForce.orElse(false)) {
                        table.end(ended);
                        transaction.audit(new Audit.Entry(actor, "emergency.end", id, reason));
                        transaction.withdraw(id);
                        transaction.orderAll(id, body);
                    }
                    return isInForce;
                })))
                .thenApply(isInForce -> {
                    if (isInForce.isEmpty()) {
                        throw new FleetException(CommandError.EMERGENCY_UNKNOWN, id);
                    }
                    if (!isInForce.get()) {
                        throw new FleetException(CommandError.EMERGENCY_ALREADY_OVER, id, "ended", null);
                    }
                    return id;
                });
    }

    private Command command(Command.Builder order, Instant now, Instant notAfter) {
        // One signature for all cars: ten thousand would take seconds.
        return signer.signFleetWide(
                order.setSender("gateway").setIssuedAt(ProtoTime.of(now)).setNotAfter(ProtoTime.of(notAfter)));
    }

    private static Command.Builder order(NewEmergency emergency, String id, String reason) {
        Optional<Area> area = Optional.ofNullable(emergency.area()).map(AreaJson::toArea);
        return switch (CommandError.needed(emergency.kind(), "kind")) {
            case "stop-now" -> {
                var order = StopNow.newBuilder().setEmergencyId(id).setReason(reason);
                area.ifPresent(order::setArea);
                yield Command.newBuilder().setStopNow(order);
            }
            case "pull-over" -> {
                var order = PullOver.newBuilder().setEmergencyId(id).setReason(reason);
                area.ifPresent(order::setArea);
                yield Command.newBuilder().setPullOver(order);
            }
            case "avoid-area" ->
                Command.newBuilder()
                        .setAvoidArea(AvoidArea.newBuilder()
                                .setEmergencyId(id)
                                .setArea(area.orElseThrow(() -> CommandError.bad("area is needed")))
                                .setReason(reason));
            default -> throw CommandError.bad("there is no emergency " + emergency.kind());
        };
    }

    private String drawn(@Nullable AreaJson area) {
        try {
            return area == null ? "" : json.writeValueAsString(area);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
