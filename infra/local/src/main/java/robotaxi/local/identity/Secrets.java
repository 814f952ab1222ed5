package robotaxi.local.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Passwords of the local stack: made at first use, kept in one file that only its owner reads. */
public final class Secrets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BYTES = 18;

    private final Path file;
    private final Map<String, String> byName;
    private final SecureRandom random = new SecureRandom();

    private Secrets(Path file, Map<String, String> byName) {
        this.file = file;
        this.byName = byName;
    }

    /** What is there, or nothing yet. */
    public static Secrets load(Path file) {
        try {
            Map<String, String> known = new TreeMap<>();
            if (Files.exists(file)) {
                JSON.readTree(file.toFile())
                        .properties()
                        .forEach(entry ->
                                known.put(entry.getKey(), entry.getValue().asText()));
            }
            return new Secrets(file, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A secret by its name; made and kept if it is new. */
    public synchronized String get(String name) {
        return byName.computeIfAbsent(name, fresh -> {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            Map<String, String> all = new TreeMap<>(byName);
            all.put(fresh, secret);
            write(all);
            return secret;
        });
    }

    /** One that keys are made of: 36 bytes of chance, in base64url. */
    public String getForKeys(String name) {
        return get(name) + get(name + "-2");
    }

    private void write(Map<String, String> all) {
        try {
            PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
