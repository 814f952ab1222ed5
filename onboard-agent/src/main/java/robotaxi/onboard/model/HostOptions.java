package robotaxi.onboard.model;

import java.util.List;

/**
 * How models are run.
 *
 * @param providers tried in this order: tensorrt, cuda, cpu
 * @param deviceId which GPU
 * @param gpuMemoryBytes the most of a GPU's memory that one graph may take, 0 for no limit
 * @param cudaGraphs whether CUDA may record a graph's kernels and play them back
 * @param threads of the CPU, for one operator
 * @param precision variant of the package that is wanted; "auto" takes what fits the hardware
 * @param engineCache folder in which TensorRT keeps what it has built; empty for none
 * @param temperature at which words are drawn by lot; 0 takes the likeliest
 */
public record HostOptions(
        List<String> providers,
        int deviceId,
        long gpuMemoryBytes,
        boolean cudaGraphs,
        int threads,
        String precision,
        String engineCache,
        double temperature) {
    /** Whatever is there, the best first; one thread, since the cores are shared. */
    public static final HostOptions DEFAULT =
            new HostOptions(List.of("tensorrt", "cuda", "cpu"), 0, 0, false, 1, "auto", "", 0);

    /** Copies. */
    public HostOptions {
        providers = List.copyOf(providers);
    }

    /** The same on other providers. */
    public HostOptions on(List<String> others) {
        return new HostOptions(
                others, deviceId, gpuMemoryBytes, cudaGraphs, threads, precision, engineCache, temperature);
    }

    /** The same with other threads. */
    public HostOptions withThreads(int others) {
        return new HostOptions(
                providers, deviceId, gpuMemoryBytes, cudaGraphs, others, precision, engineCache, temperature);
    }
}
