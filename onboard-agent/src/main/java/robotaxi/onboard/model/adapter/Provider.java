package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.util.Locale;
import robotaxi.onboard.model.Footing;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;

/** Where ONNX Runtime can run a graph. */
enum Provider {
    TENSORRT("TensorRT", OrtProvider.TENSOR_RT) {
        @Override
        void addTo(OrtSession.SessionOptions session, HostOptions wanted, String variant) throws OrtException {
            try (var options = new OrtTensorRTProviderOptions(wanted.deviceId())) {
                if (wanted.gpuMemoryBytes() > 0) {
                    options.add("trt_max_workspace_size", String.valueOf(wanted.gpuMemoryBytes()));
                }
                options.add("trt_fp16_enable", variant.equals("fp16") ? "1" : "0");
                options.add("trt_cuda_graph_enable", wanted.cudaGraphs() ? "1" : "0");
                if (!wanted.engineCache().isEmpty()) {
                    options.add("trt_engine_cache_enable", "1");
                    options.add("trt_engine_cache_path", wanted.engineCache());
                }
                session.addTensorrt(options);
            }
            CUDA.addTo(session, wanted, variant);
        }
    },
    CUDA("CUDA", OrtProvider.CUDA) {
        @Override
        void addTo(OrtSession.SessionOptions session, HostOptions wanted, String variant) throws OrtException {
            try (var options = new OrtCUDAProviderOptions(wanted.deviceId())) {
                if (wanted.gpuMemoryBytes() > 0) {
                    options.add("gpu_mem_limit", String.valueOf(wanted.gpuMemoryBytes()));
                    options.add("arena_extend_strategy", "kSameAsRequested");
                }
                options.add("enable_cuda_graph", wanted.cudaGraphs() ? "1" : "0");
                // TF32 keeps 10 bits of what float32 has 23 of: the golden vectors would be missed.
                options.add("use_tf32", "0");
                session.addCUDA(options);
            }
        }
    },
    CPU("CPU", OrtProvider.CPU) {
        @Override
        void addTo(OrtSession.SessionOptions session, HostOptions wanted, String variant) {}
    };

    final String label;
    private final OrtProvider inLibrary;

    Provider(String label, OrtProvider inLibrary) {
        this.label = label;
        this.inLibrary = inLibrary;
    }

    abstract void addTo(OrtSession.SessionOptions session, HostOptions wanted, String variant) throws OrtException;

    static Provider named(String name) {
        for (Provider provider : values()) {
            if (provider.name().equals(name.toUpperCase(Locale.ROOT))) {
                return provider;
            }
        }
        throw new ModelFaultException("model.unknown-provider", "there is no provider " + name);
    }

    /** Says at once what no library on the class path could do. */
    void demandBuilt() {
        if (!OrtEnvironment.getAvailableProviders().contains(inLibrary)) {
            throw new ModelFaultException(
                    Footing.NOT_BUILT, "the ONNX Runtime on the class path has no " + label + ", onnxruntime_gpu has");
        }
    }
}
