package robotaxi.onboard.model.adapter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/** Golden samples of a model that reasons: what it was shown, and what the trainer saw it say and do. */
record ReasoningGolden(List<Sample> samples) {

    /** One moment. */
    @SuppressWarnings("ArrayRecordComponent") // tensors; never compared
    record Sample(
            float[] pixels,
            float[] egoHistory,
            float[] route,
            float[] noise,
            int[] historyTokens,
            int[] routeTokens,
            Answer full,
            Answer reflex) {}

    /** What came of it in one way of thinking. */
    @SuppressWarnings("ArrayRecordComponent") // tensors; never compared
    record Answer(int[] tokens, float[] logits, int flowSteps, float[] path) {}

    static ReasoningGolden read(byte[] json) {
        Object value = Json.value(new String(json, StandardCharsets.UTF_8));
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new JsonException("golden samples must be an array with samples");
        }
        String wrapped = "{\"samples\":" + new String(json, StandardCharsets.UTF_8) + "}";
        List<Sample> samples = new ArrayList<>();
        for (JsonMap sample : Json.object(wrapped).maps("samples")) {
            samples.add(new Sample(
                    pixels(sample.string("pixel_values")),
                    floats(sample.string("ego_history")),
                    floats(sample.string("route")),
                    floats(sample.string("noise")),
                    whole(sample.list("history_tokens")),
                    whole(sample.list("route_tokens")),
                    answer(sample.map("full")),
                    answer(sample.map("reflex"))));
        }
        return new ReasoningGolden(List.copyOf(samples));
    }

    private static Answer answer(JsonMap json) {
        return new Answer(
                whole(json.list("tokens")),
                floats(json.string("logits")),
                (int) json.whole("flow_steps"),
                floats(json.string("path")));
    }

    private static float[] pixels(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return values;
    }

    private static float[] floats(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static int[] whole(List<?> list) {
        int[] values = new int[list.size()];
        Arrays.setAll(values, i -> list.get(i) instanceof Long number ? number.intValue() : -1);
        return values;
    }
}
