package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

/** Tensors over memory of ours, made once and closed together: a graph reads and writes them where they lie. */
final class Tensors implements AutoCloseable {
    private final List<OnnxTensor> made = new ArrayList<>();

    /** A tensor and the memory that it lies over. */
    record Floats(OnnxTensor tensor, FloatBuffer buffer) {}

    /** Likewise of whole numbers. */
    record Ints(OnnxTensor tensor, IntBuffer buffer) {}

    Floats floats(long... shape) throws OrtException {
        return over(bytes(size(shape) * Float.BYTES).asFloatBuffer(), shape);
    }

    /** Over the beginning of memory that others lie over too. */
    Floats over(FloatBuffer memory, long... shape) throws OrtException {
        FloatBuffer buffer = memory.slice(0, size(shape));
        OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
        made.add(tensor);
        return new Floats(tensor, buffer);
    }

    Ints ints(long... shape) throws OrtException {
        IntBuffer buffer = bytes(size(shape) * Integer.BYTES).asIntBuffer();
        OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
        made.add(tensor);
        return new Ints(tensor, buffer);
    }

    static FloatBuffer memory(int floats) {
        return bytes(floats * Float.BYTES).asFloatBuffer();
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
    }

    private static int size(long... shape) {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        return Math.toIntExact(size);
    }

    @Override
    public void close() {
        made.forEach(OnnxTensor::close);
        made.clear();
    }
}
