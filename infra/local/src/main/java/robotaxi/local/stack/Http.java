package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import robotaxi.local.identity.RealmPlan;
import robotaxi.local.identity.Secrets;

/** The launcher as a client of the services' public APIs. */
public final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 300;

    private Http() {}

    /**
     * An answer.
     *
     * @param body parsed JSON, or a missing node
     */
    public record Answer(int status, JsonNode body) {
        /** The body, if all went well. */
        public JsonNode orFail(String what) {
            if (status >= 300) {
                throw new StackException(what + " was refused with " + status + ": " + body);
            }
            return body;
        }
    }

    /** Sends a request with an optional JSON body. */
    public static Answer send(String method, String url, String token, @Nullable Object body) {
        try {
            var publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(
                            body instanceof byte[] bytes ? bytes : JSON.writeValueAsBytes(body));
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(60))
                    .method(method, publisher)
                    .header("Accept", "application/json, application/problem+json");
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<byte[]> response = connected(request.build());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new StackException(url + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    /** A process that is just being started again takes no connection, and nothing was sent: it is asked once more. */
    private static HttpResponse<byte[]> connected(HttpRequest request) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); ; TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS)) {
            try {
                return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            } catch (ConnectException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** A token from Keycloak. */
    public static String token(String keycloakUrl, Map<String, String> form) {
        String text = form.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        try {
            var request = HttpRequest.newBuilder(
                            URI.create(keycloakUrl + "/realms/robotaxi/protocol/openid-connect/token"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(text))
                    .build();
            var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), parse(response.body()))
                    .orFail("a token")
                    .path("access_token")
                    .asText();
        } catch (IOException e) {
            throw new StackException("Keycloak does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    /** A person's token, by the password that the local stack made for each role. */
    public static String personToken(Ports ports, Secrets secrets, String role) {
        return token(
                ports.url("keycloak"),
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        RealmPlan.RIDER_APP,
                        "username",
                        role,
                        "password",
                        secrets.get("person." + role)));
    }

    /** For paths and queries. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether something takes connections on this machine. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 300);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(new String(body, StandardCharsets.UTF_8));
        }
    }
}
