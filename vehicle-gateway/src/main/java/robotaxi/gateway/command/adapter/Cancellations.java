package robotaxi.gateway.command.adapter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.CancelCommand;
import robotaxi.contracts.command.v1.Command;
import robotaxi.gateway.command.CommandState;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.signing.CommandSigner;

/** Takes commands back. Made at the start, with the key that signs its commands. */
@Startup
@ApplicationScoped
class Cancellations {
    /** A command may be under way long after its deadline; the car is given at least so long to hear of its end. */
    private static final Duration LEAST_TIME = Duration.ofMinutes(1);

    private final LedgerWriter writer;
    private final Ids ids;
    private final CommandSigner signer;

    @Inject
    Cancellations(LedgerWriter writer, Ids ids, CommandSigner signer) {
        this.writer = writer;
        this.ids = ids;
        this.signer = signer;
    }

    /**
     * What came of it.
     *
     * @param target as it is now, null if there is no such command
     * @param refused whether it had ended before
     * @param asks id of the command that asks the car, empty if there was no need
     */
    record Cancellation(@Nullable CommandRow target, boolean refused, String asks) {}

    /**
     * Ends a command that was not sent at once. For one that was, the car decides: it is asked by a command of its own, and
     * once only while that one is open.
     */
    CompletableFuture<Cancellation> cancel(String id, String actor, String reason) {
        String asks = ids.next();
        return writer.submit(LedgerWork.on(id, transaction -> {
            CommandRow target = transaction.find(id);
            if (target == null || target.state.isFinal()) {
                return new Cancellation(target, true, "");
            }
            transaction.audit(new Audit.Entry(actor, "command.cancel", id, reason));
            if (target.state == CommandState.QUEUED) {
                transaction.move(target, CommandState.CANCELLED, "command.cancelled", reason, 0);
                return new Cancellation(target, false, "");
            }
            return new Cancellation(
                    target, false, transaction.openCancellation(target).orElseGet(() -> {
                        transaction.enter(asking(asks, target, reason, transaction.now()));
                        return asks;
                    }));
        }));
    }

    private Command asking(String id, CommandRow target, String reason, Instant now) {
        Instant least = now.plus(LEAST_TIME);
        return signer.sign(Command.newBuilder()
                .setCommandId(id)
                .setVehicleId(target.vehicleId)
                .setSender("gateway")
                .setIssuedAt(ProtoTime.of(now))
                .setNotAfter(ProtoTime.of(target.notAfter.isAfter(least) ? target.notAfter : least))
                .setCancelCommand(
                        CancelCommand.newBuilder().setTargetCommandId(target.id).setReason(reason)));
    }
}
