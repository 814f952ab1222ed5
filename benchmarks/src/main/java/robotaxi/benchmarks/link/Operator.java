package robotaxi.benchmarks.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Who registers the cars: signs its own tokens, and shows gateways its public key as Keycloak would. */
public final class Operator implements AutoCloseable {
    private static final int KEY_BITS = 2048;
    private static final Duration VALIDITY = Duration.ofHours(2);
    private static final String KEY_ID = "benchmark";

    private final KeyPair key;
    private final HttpServer keys;

    /** One with a new key. */
    public Operator() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            this.key = generator.generateKeyPair();
            this.keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        keys.createContext("/keys", this::show);
        keys.start();
    }

    private void show(HttpExchange exchange) throws IOException {
        RSAPublicKey shown = (RSAPublicKey) key.getPublic();
        byte[] body = new ObjectMapper()
                .writeValueAsBytes(Map.of(
                        "keys",
                        List.of(Map.of(
                                "kty",
                                "RSA",
                                "use",
                                "sig",
                                "alg",
                                "RS256",
                                "kid",
                                KEY_ID,
                                "n",
                                encode(shown.getModulus().toByteArray()),
                                "e",
                                encode(shown.getPublicExponent().toByteArray())))));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What a gateway must be told. */
    public Map<String, String> settings() {
        String url = "http://127.0.0.1:" + keys.getAddress().getPort();
        return Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", url, "QUARKUS_OIDC_JWKS_PATH", url + "/keys");
    }

    @Override
    public void close() {
        keys.stop(0);
    }

    /** A bearer token. */
    public String token() {
        return token("benchmark", "operator");
    }

    /** A bearer token of somebody with one role. */
    public String token(String name, String role) {
        long now = InstantSource.system().instant().getEpochSecond();
        String content = part(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID))
                + "."
                + part(Map.of(
                        "sub",
                        name,
                        "upn",
                        name,
                        "iat",
                        now,
                        "exp",
                        now + VALIDITY.toSeconds(),
                        "realm_access",
                        Map.of("roles", List.of(role))));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, Object> claims) {
        try {
            return encode(new ObjectMapper().writeValueAsBytes(claims));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
