package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Where ONNX Runtime can run a graph, best first. */
enum Provider {
    TENSORRT("TensorRT") {
        @Override
        void addTo(OrtSession.SessionOptions options) throws OrtException {
            options.addTensorrt(0);
        }
    },
    CUDA("CUDA") {
        @Override
        void addTo(OrtSession.SessionOptions options) throws OrtException {
            options.addCUDA(0);
        }
    },
    CPU("CPU") {
        @Override
        void addTo(OrtSession.SessionOptions options) {}
    };

    final String label;

    Provider(String label) {
        this.label = label;
    }

    abstract void addTo(OrtSession.SessionOptions options) throws OrtException;
}
