package robotaxi.dispatch.decision;

/** Port: where decisions are kept. Only ever added to, in the transaction that carries them out. */
@FunctionalInterface
public interface DecisionLog {
    /** Keeps a tick that matched something. */
    void keep(MatchTick tick);
}
