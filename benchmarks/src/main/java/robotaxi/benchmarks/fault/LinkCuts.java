package robotaxi.benchmarks.fault;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import robotaxi.benchmarks.fault.FaultTally.Kind;
import robotaxi.benchmarks.fault.TcpProxy.Cut;
import robotaxi.benchmarks.fault.TcpProxy.How;
import robotaxi.benchmarks.fault.TcpProxy.Passage;

/** Cuts connections between cars and gateways, one after the other but several on their way at once. */
public final class LinkCuts {
    /** A full handshake with both certificates, and the hello, are within so many bytes of either direction. */
    private static final int HANDSHAKE_BYTES = 3_000;

    private static final int MOST_BYTES_BITS = 14;
    private static final int PATIENCE_SECONDS = 10;

    private final List<TcpProxy> roads;
    private final FaultTally tally;
    private final Random chance;
    private final int mostPauseMillis;

    /** On these roads. */
    public LinkCuts(List<TcpProxy> roads, FaultTally tally, Random chance, int mostPauseMillis) {
        this.roads = roads;
        this.tally = tally;
        this.chance = chance;
        this.mostPauseMillis = mostPauseMillis;
    }

    /** Goes on until so many have struck. */
    public void run(Kind kind, int faults) throws InterruptedException {
        while (tally.of(kind) < faults) {
            if (strike(kind)) {
                tally.count(kind);
            }
            TimeUnit.MILLISECONDS.sleep(chance.nextInt(mostPauseMillis + 1));
        }
    }

    private boolean strike(Kind kind) throws InterruptedException {
        TcpProxy road = roads.get(chance.nextInt(roads.size()));
        if (kind == Kind.HANDSHAKE_CUTS) {
            Cut cut = cut(how(), chance.nextInt(HANDSHAKE_BYTES));
            road.cutNext(cut);
            // A car that has to connect anew, also when nothing else breaks any more; no fault of its own.
            passage(road).ifPresent(Passage::breakOff);
            // Whether it is cut before anything goes wrong by itself; a connection that was never made is none.
            return await(cut, null);
        }
        Cut cut =
                cut(kind == Kind.HALF_OPEN ? How.SILENT : how(), chance.nextInt(1 << chance.nextInt(MOST_BYTES_BITS)));
        return passage(road)
                .filter(each -> each.cutAfter(cut) && await(cut, each))
                .isPresent();
    }

    /** A connection that may be cut, if there is one. */
    private Optional<Passage> passage(TcpProxy road) {
        List<Passage> open = road.passages();
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(chance.nextInt(open.size())));
    }

    private How how() {
        return chance.nextBoolean() ? How.CLOSED : How.RESET;
    }

    private Cut cut(How how, int bytes) {
        return new Cut(how, chance.nextBoolean(), bytes, new CompletableFuture<>());
    }

    private static boolean await(Cut cut, @org.jspecify.annotations.Nullable Passage passage) {
        var patience = cut.struck().copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return patience.handle((struck, late) -> {
                    if (late == null) {
                        return struck;
                    }
                    if (passage != null) {
                        passage.cutNow();
                    }
                    return cut.struck().getNow(false);
                })
                .join();
    }
}
