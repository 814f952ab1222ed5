package robotaxi.benchmarks.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import robotaxi.benchmarks.fault.FaultTally.Kind;
import robotaxi.local.stack.LinkStack;
import robotaxi.local.stack.StackException;

/** Ends gateways and the broker, and starts them again. */
public final class ProcessFalls {
    private static final int PATIENCE_SECONDS = 60;
    private static final int MOST_STARTS = 5;

    private final LinkStack stack;
    private final FaultTally tally;
    private final Consumer<String> tell;
    private final List<LinkStack.Gateway> gateways;

    /** Of this stack and these of its gateways. */
    public ProcessFalls(LinkStack stack, List<LinkStack.Gateway> gateways, FaultTally tally, Consumer<String> tell) {
        this.stack = stack;
        this.gateways = new ArrayList<>(gateways);
        this.tally = tally;
        this.tell = tell;
    }

    /** One gateway after the other, by chance, until so many were killed and so many drained. */
    public void gateways(int kills, int drains, Random chance, int mostPauseMillis) throws InterruptedException {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < kills + drains; i++) {
            kinds.add(i < kills ? Kind.GATEWAY_KILLS : Kind.GATEWAY_DRAINS);
        }
        java.util.Collections.shuffle(kinds, chance);
        for (Kind kind : kinds) {
            TimeUnit.MILLISECONDS.sleep(chance.nextInt(mostPauseMillis + 1));
            int victim = chance.nextInt(gateways.size());
            LinkStack.Gateway gateway = gateways.get(victim);
            demandAlive(gateway.id(), gateway.process());
            end(gateway.id(), gateway.process(), kind == Kind.GATEWAY_KILLS);
            tally.count(kind);
            again(gateway.id(), () -> gateways.set(victim, stack.restart(gateway)));
        }
    }

    /** The broker, until it was killed so often. */
    public void broker(int kills, Random chance, int mostPauseMillis) throws InterruptedException {
        for (int i = 0; i < kills; i++) {
            TimeUnit.MILLISECONDS.sleep(mostPauseMillis / 2 + chance.nextInt(mostPauseMillis / 2 + 1));
            demandAlive("the broker", stack.broker());
            end("the broker", stack.broker(), true);
            tally.count(Kind.BROKER_KILLS);
            again("the broker", stack::restartBroker);
        }
    }

    private static void demandAlive(String name, ProcessHandle process) {
        if (!process.isAlive()) {
            throw new StackException(name + " ended by itself");
        }
    }

    private static void end(String name, ProcessHandle process, boolean kills) throws InterruptedException {
        if (!(kills ? process.destroyForcibly() : process.destroy())) {
            throw new StackException(name + " cannot be ended");
        }
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new StackException(name + " does not end", e);
        }
    }

    /** A gateway that finds no broker may end at its start; whoever runs one starts it again. */
    private void again(String name, Runnable start) {
        for (int attempt = 1; ; attempt++) {
            try {
                start.run();
                return;
            } catch (StackException e) {
                if (attempt == MOST_STARTS) {
                    throw e;
                }
                tell.accept(name + " did not come back at once: " + e.getMessage());
            }
        }
    }
}
