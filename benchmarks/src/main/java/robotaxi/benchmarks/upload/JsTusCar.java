package robotaxi.benchmarks.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.stack.StackException;

/** tus-js-client under Node, with the car's certificate. */
public final class JsTusCar implements TusCar {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FILES = List.of("upload.mjs", "package.json", "package-lock.json", ".npmrc");

    private final Path folder;

    /** Installs the client there. */
    public JsTusCar(Path project, Path folder, FleetPki.Car car) throws IOException, InterruptedException {
        this.folder = folder;
        for (String file : FILES) {
            Files.copy(project.resolve("benchmarks/src/main/tus-js").resolve(file), folder.resolve(file));
        }
        run("npm", "ci", "--prefer-offline", "--ignore-scripts");
        try {
            Files.writeString(
                    folder.resolve("key.pem"), pem("PRIVATE KEY", car.key().getEncoded()));
            StringBuilder chain = new StringBuilder();
            for (X509Certificate certificate : car.chain()) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(folder.resolve("car.pem"), chain);
            Files.writeString(
                    folder.resolve("root.pem"), pem("CERTIFICATE", car.root().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate cannot be written", e);
        }
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    @Override
    public String name() {
        return "js";
    }

    @Override
    public Sent upload(Recording recording, String url, String eventId, int chunkBytes)
            throws IOException, InterruptedException {
        Map<String, Object> order = order(recording, url);
        order.put("chunkBytes", chunkBytes);
        order.put("eventId", eventId);
        order.put("sha256", recording.sha256());
        JsonNode said = order(order);
        return new Sent(
                said.path("seconds").asDouble(),
                said.path("mostResent").asLong(),
                said.path("resumed").asInt());
    }

    @Override
    public double put(Recording recording, String url) throws IOException, InterruptedException {
        Map<String, Object> order = order(recording, url);
        order.put("plain", true);
        return order(order).path("seconds").asDouble();
    }

    private Map<String, Object> order(Recording recording, String url) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("key", folder.resolve("key.pem").toString());
        order.put("certificate", folder.resolve("car.pem").toString());
        order.put("root", folder.resolve("root.pem").toString());
        order.put("url", url);
        order.put("file", recording.file().toString());
        order.put("lengthBytes", recording.lengthBytes());
        return order;
    }

    private JsonNode order(Map<String, Object> order) throws IOException, InterruptedException {
        String said = run("node", "upload.mjs", JSON.writeValueAsString(order));
        return JSON.readTree(said.lines().reduce((_, last) -> last).orElse("{}"));
    }

    private String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(folder.toFile());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new StackException(command[0] + " failed: " + said.strip());
        }
        return said;
    }
}
