package robotaxi.kit.trace;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.MDC;

/**
 * The trace of the work at hand. It lies where the log looks for it, in the mapped diagnostic context: Quarkus keeps one for each
 * request, whichever thread serves it, and elsewhere one for each thread. A thread that is started
 * inside a scope inherits its trace for good, so start those that stay outside of any.
 */
public final class Tracing {
    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";

    private Tracing() {}

    /** Until it is closed, on this thread or in this request, the work belongs to a trace. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** The trace under way, if any. */
    public static Optional<Trace> current() {
        return MDC.get(TRACE_ID) instanceof String trace && MDC.get(SPAN_ID) instanceof String span
                ? Optional.of(new Trace(trace, span))
                : Optional.empty();
    }

    /** A step that follows from the work at hand, or the first of a new trace. */
    public static Trace next() {
        return current().map(Trace::next).orElseGet(Trace::begin);
    }

    /** What is done until the scope is closed belongs to this trace. */
    public static Scope enter(Trace trace) {
        Optional<Trace> before = current();
        put(trace);
        return () -> before.ifPresentOrElse(Tracing::put, Tracing::clear);
    }

    /** Work for another thread, which does it in the trace of this one. */
    public static <T> Callable<T> carry(Callable<T> work) {
        Trace trace = next();
        return () -> {
            try (var _ = enter(trace)) {
                return work.call();
            }
        };
    }

    static void put(Trace trace) {
        MDC.put(TRACE_ID, trace.traceId());
        MDC.put(SPAN_ID, trace.spanId());
    }

    private static void clear() {
        MDC.remove(TRACE_ID);
        MDC.remove(SPAN_ID);
    }
}
