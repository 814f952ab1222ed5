package robotaxi.onboard.update;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import robotaxi.onboard.json.CanonicalJson;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;
import robotaxi.onboard.update.SlotState.Fall;
import robotaxi.onboard.update.SlotState.OnTrial;
import robotaxi.onboard.update.SlotState.Settled;

/** A slot state as it is kept on disk. */
public final class SlotText {
    private SlotText() {}

    /** As JSON. */
    public static byte[] write(SlotState state) {
        Map<String, Object> out = new HashMap<>();
        out.put("running", image(state.running()));
        switch (state) {
            case Settled settled -> {
                settled.staged().ifPresent(image -> out.put("staged", image(image)));
                settled.previous().ifPresent(image -> out.put("previous", image(image)));
                settled.fall().ifPresent(fall -> out.put("fall", fall(fall)));
            }
            case OnTrial trial -> {
                out.put("before", image(trial.before()));
                out.put("starts", (long) trial.starts());
            }
        }
        return CanonicalJson.encode(out);
    }

    private static Map<String, Object> image(Image image) {
        return Map.of(
                "slot", image.slot().folder(),
                "releaseId", image.releaseId(),
                "manifestSha256", image.manifestSha256(),
                "rolloutId", image.rolloutId(),
                "targetPath", image.target().path(),
                "targetBytes", image.target().lengthBytes(),
                "targetSha256", image.target().sha256(),
                "releaseCounter", image.target().releaseCounter());
    }

    private static Map<String, Object> fall(Fall fall) {
        return Map.of("image", image(fall.image()), "code", fall.code(), "detail", fall.detail());
    }

    /**
     * Reads it back.
     *
     * @throws JsonException if it is none
     */
    public static SlotState read(byte[] text) {
        JsonMap json = Json.object(text);
        Image running = image(json.map("running"));
        Optional<Image> before = json.findMap("before").map(SlotText::image);
        if (before.isPresent()) {
            return new OnTrial(running, before.get(), (int) json.whole("starts"));
        }
        return new Settled(
                running,
                json.findMap("staged").map(SlotText::image),
                json.findMap("previous").map(SlotText::image),
                json.findMap("fall").map(SlotText::fall));
    }

    private static Image image(JsonMap json) {
        try {
            return new Image(
                    Slot.valueOf(json.string("slot").toUpperCase(Locale.ROOT)),
                    json.string("releaseId"),
                    json.string("manifestSha256"),
                    json.string("rolloutId"),
                    new TargetFile(
                            json.string("targetPath"),
                            json.whole("targetBytes"),
                            json.string("targetSha256"),
                            json.whole("releaseCounter")));
        } catch (IllegalArgumentException e) {
            throw new JsonException("no such slot: " + json.string("slot"));
        }
    }

    private static Fall fall(JsonMap json) {
        return new Fall(image(json.map("image")), json.string("code"), json.string("detail"));
    }
}
