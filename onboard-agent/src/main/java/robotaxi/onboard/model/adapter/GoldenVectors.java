package robotaxi.onboard.model.adapter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/** Inputs with the outputs that the trainer saw for them. A runtime that answers otherwise must not drive. */
record GoldenVectors(List<Sample> samples) {
    record Sample(Map<String, float[]> inputs, Map<String, float[]> outputs) {}

    static GoldenVectors read(byte[] json) {
        Object value = Json.value(new String(json, StandardCharsets.UTF_8));
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new JsonException("golden vectors must be an array with samples");
        }
        String wrapped = "{\"samples\":" + new String(json, StandardCharsets.UTF_8) + "}";
        return new GoldenVectors(Json.object(wrapped).maps("samples").stream()
                .map(sample -> new Sample(floats(sample.map("inputs")), floats(sample.map("outputs"))))
                .toList());
    }

    private static Map<String, float[]> floats(JsonMap tensors) {
        Map<String, float[]> out = new LinkedHashMap<>();
        for (String name : tensors.keys()) {
            byte[] bytes = Base64.getDecoder().decode(tensors.string(name));
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            out.put(name, values);
        }
        return out;
    }
}
