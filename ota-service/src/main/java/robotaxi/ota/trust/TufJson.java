package robotaxi.ota.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Reads and writes metadata strictly: no duplicate keys, nothing after the end, members of the expected type. */
public final class TufJson {
    // A key that stands twice means one thing to one parser and another to the next, under one signature.
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TufJson() {}

    /** Reads a text. */
    public static JsonNode parse(byte[] bytes) {
        try {
            return STRICT.readTree(bytes);
        } catch (IOException e) {
            throw new TrustException(TrustRefusal.MALFORMED, "not JSON", e);
        }
    }

    /** Writes a tree. */
    public static byte[] bytesOf(JsonNode node) {
        try {
            return STRICT.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that we built cannot be written", e);
        }
    }

    /** An object without members. */
    public static ObjectNode object() {
        return STRICT.createObjectNode();
    }

    /** A member that must be there. */
    public static JsonNode member(JsonNode node, String name) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            throw new TrustException(TrustRefusal.MALFORMED, "member missing: " + name);
        }
        return member;
    }

    /** A member that must be a string. */
    public static String text(JsonNode node, String name) {
        JsonNode member = member(node, name);
        if (!member.isTextual()) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a string: " + name);
        }
        return member.textValue();
    }

    /** A member that must be a whole number, not below zero. */
    public static long positive(JsonNode node, String name) {
        JsonNode member = member(node, name);
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a whole number: " + name);
        }
        return member.longValue();
    }

    /** A member that must be a time. */
    public static Instant time(JsonNode node, String name) {
        try {
            return Instant.parse(text(node, name));
        } catch (DateTimeException e) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a time: " + name, e);
        }
    }

    /** A time as metadata write it. */
    public static String time(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
