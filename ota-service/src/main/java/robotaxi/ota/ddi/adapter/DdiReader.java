package robotaxi.ota.ddi.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.ddi.Execution;
import robotaxi.ota.ddi.Feedback;

/** Reads what devices send: what they need not say may be missing, of another type or unknown to us. */
final class DdiReader {
    private static final int MOST_MESSAGES = 50;
    private static final int MOST_ATTRIBUTES = 100;
    private static final int LONGEST_ATTRIBUTE = 128;
    private static final Set<String> RESULTS = Set.of("success", "failure", "none");

    private DdiReader() {}

    static Feedback feedback(@Nullable JsonNode body) {
        JsonNode status = member(body, "status");
        String execution = text(status, "execution");
        String finished = text(member(status, "result"), "finished");
        if (!RESULTS.contains(finished)) {
            throw DdiException.malformed("no such result: " + finished);
        }
        return new Feedback(
                Execution.ofWireName(execution)
                        .orElseThrow(() -> DdiException.malformed("no such execution: " + execution)),
                finished.equals("failure"),
                messages(status));
    }

    /** What is told to people; a code is told to them, too. */
    static List<String> messages(JsonNode status) {
        List<String> messages = new ArrayList<>();
        JsonNode details = status.path("details");
        if (details.isArray()) {
            details.forEach(each -> messages.add(each.asText()));
        } else if (details.isValueNode() && !details.isNull()) {
            messages.add(details.asText());
        }
        if (status.path("code").isNumber()) {
            messages.add("Device reported status code: " + status.path("code").asInt());
        }
        if (messages.size() > MOST_MESSAGES) {
            throw DdiException.tooMany("at most " + MOST_MESSAGES + " messages at a time");
        }
        return messages;
    }

    /** A device's attributes after its word on them. */
    static Map<String, String> attributes(@Nullable JsonNode body, Map<String, String> known) {
        JsonNode data = member(body, "data");
        if (!data.isObject()) {
            throw DdiException.badAttributes("data is no object");
        }
        Map<String, String> told = new LinkedHashMap<>();
        data.properties()
                .forEach(entry -> told.put(entry.getKey(), entry.getValue().asText()));
        told.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > LONGEST_ATTRIBUTE || value.length() > LONGEST_ATTRIBUTE) {
                throw DdiException.badAttributes("at most " + LONGEST_ATTRIBUTE + " characters: " + key);
            }
        });
        Map<String, String> result = new LinkedHashMap<>(known);
        switch (body == null ? "" : body.path("mode").asText("merge")) {
            case "merge" -> result.putAll(told);
            case "replace" -> {
                result.clear();
                result.putAll(told);
            }
            case "remove" -> result.keySet().removeAll(told.keySet());
            default -> throw DdiException.malformed("mode is merge, replace or remove");
        }
        if (result.size() > MOST_ATTRIBUTES) {
            throw DdiException.tooMany("at most " + MOST_ATTRIBUTES + " attributes");
        }
        return result;
    }

    /** A member that must be there. */
    static JsonNode member(@Nullable JsonNode body, String name) {
        if (body == null || !body.hasNonNull(name)) {
            throw DdiException.malformed(name + " is needed");
        }
        return body.get(name);
    }

    /** A text that must be there. */
    static String text(@Nullable JsonNode body, String name) {
        return member(body, name).asText();
    }
}
