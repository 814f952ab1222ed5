package robotaxi.gateway.command.adapter;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.command.v1.Command;

/**
 * One thing that happens to the ledger, written together with others. It says beforehand what it is about, so that all can be read
 * at once; what it does may not fail for a reason of its own.
 *
 * @param commandIds commands that it reads or changes
 * @param openOf cars whose undelivered commands it reads or changes
 * @param entry a command that it may add
 * @param act what it does; its answer is told after the commit
 */
record LedgerWork<T>(
        Collection<String> commandIds,
        Collection<String> openOf,
        @Nullable Command entry,
        Function<LedgerTransaction, T> act,
        CompletableFuture<T> done) {

    /** About commands that are there. */
    static <T> LedgerWork<T> on(String commandId, Function<LedgerTransaction, T> act) {
        return new LedgerWork<>(List.of(commandId), List.of(), null, act, new CompletableFuture<>());
    }

    /** About what a car has not got yet. */
    static <T> LedgerWork<T> onOpenOf(String vehicleId, Function<LedgerTransaction, T> act) {
        return new LedgerWork<>(List.of(), List.of(vehicleId), null, act, new CompletableFuture<>());
    }

    /** About a new command. */
    static <T> LedgerWork<T> entering(Command command, Function<LedgerTransaction, T> act) {
        List<String> ids = command.getSupersedes().isEmpty()
                ? List.of(command.getCommandId())
                : List.of(command.getCommandId(), command.getSupersedes());
        return new LedgerWork<>(ids, List.of(), command, act, new CompletableFuture<>());
    }

    /** About nothing that can be said beforehand. */
    static <T> LedgerWork<T> alone(Function<LedgerTransaction, T> act) {
        return new LedgerWork<>(List.of(), List.of(), null, act, new CompletableFuture<>());
    }

    /** Does it; the answer is what tells it after the commit. */
    Runnable in(LedgerTransaction transaction) {
        T answer = act.apply(transaction);
        return () -> done.complete(answer);
    }
}
