package robotaxi.gateway.command.adapter;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import robotaxi.contracts.command.v1.CancelCommand;
import robotaxi.contracts.command.v1.Command;
import robotaxi.gateway.command.CommandState;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.signing.CommandSigner;

/** Takes commands back. Its methods belong to the transaction under way. Made at the start, with the key that signs its commands. */
@Startup
@ApplicationScoped
class Cancellations {
    /** A command may be under way long after its deadline; the car is given at least so long to hear of its end. */
    private static final Duration LEAST_TIME = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final CommandLedger ledger;
    private final Ids ids;
    private final InstantSource clock;
    private final CommandSigner signer;

    @Inject
    Cancellations(EntityManager entities, CommandLedger ledger, Ids ids, InstantSource clock, CommandSigner signer) {
        this.entities = entities;
        this.ledger = ledger;
        this.ids = ids;
        this.clock = clock;
        this.signer = signer;
    }

    /**
     * Ends a command that was not sent at once. For one that was, the car decides: it is asked by a command of its own, and
     * once only while that one is open.
     *
     * @return id of the command that asks the car, empty if there was no need
     */
    Optional<String> cancel(String id, String reason) {
        CommandRow target = entities.find(CommandRow.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (target == null) {
            throw new FleetException(CommandError.UNKNOWN, id);
        }
        if (target.state.isFinal()) {
            throw new FleetException(CommandError.ALREADY_OVER, id, target.state.wireName(), null);
        }
        if (target.state == CommandState.QUEUED) {
            ledger.move(target, CommandState.CANCELLED, "command.cancelled", reason, 0);
            return Optional.empty();
        }
        return Optional.of(asked(target).orElseGet(() -> ask(target, reason)));
    }

    private Optional<String> asked(CommandRow target) {
        return entities.createQuery(
                        "select id from CommandRow where vehicleId = ?1 and target = ?2 and kind = ?3 and state not in ?4",
                        String.class)
                .setParameter(1, target.vehicleId)
                .setParameter(2, target.id)
                .setParameter(3, CommandRow.kind(Command.BodyCase.CANCEL_COMMAND))
                .setParameter(4, CommandState.ends())
                .getResultStream()
                .findFirst();
    }

    private String ask(CommandRow target, String reason) {
        Instant now = clock.instant();
        Instant least = now.plus(LEAST_TIME);
        Command command = signer.sign(Command.newBuilder()
                .setCommandId(ids.next())
                .setVehicleId(target.vehicleId)
                .setSender("gateway")
                .setIssuedAt(CommandLedger.timestamp(now))
                .setNotAfter(CommandLedger.timestamp(target.notAfter.isAfter(least) ? target.notAfter : least))
                .setCancelCommand(
                        CancelCommand.newBuilder().setTargetCommandId(target.id).setReason(reason)));
        ledger.enter(command);
        return command.getCommandId();
    }
}
