package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;
import robotaxi.onboard.model.Graphs;
import robotaxi.onboard.model.ModelFaultException;

/** Runs a graph into tensors that are there already, and stops it when its time is over. */
final class GuardedRun {
    private final String name;
    private final OrtSession session;
    private final Watchdog watchdog;

    GuardedRun(String name, OrtSession session, Watchdog watchdog) {
        this.name = name;
        this.session = session;
        this.watchdog = watchdog;
    }

    void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, long endNanos) {
        if (System.nanoTime() >= endNanos) {
            throw new Graphs.StoppedException(name);
        }
        try (var _ = session.run(inputs, Set.of(), outputs, watchdog.guard(endNanos))) {
            var _ = watchdog.release();
        } catch (OrtException e) {
            if (watchdog.release()) {
                throw new Graphs.StoppedException(name);
            }
            throw new ModelFaultException("model.run-failed", name + ": " + e.getMessage(), e);
        }
    }
}
