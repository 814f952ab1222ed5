package robotaxi.containers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** Tokens as Keycloak would sign them, by a key that the services are told of: the images are tested without Keycloak. */
final class LocalTokens {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    LocalTokens() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    /** For {@code quarkus.oidc.public-key}. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** A person's token with a realm role. */
    String token(String role) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String head = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        String body = part("{\"sub\":\"" + role + "\",\"preferred_username\":\"" + role + "\",\"iat\":" + now
                + ",\"exp\":" + (now + 600) + ",\"realm_access\":{\"roles\":[\"" + role + "\"]}}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
        return head + "." + body + "." + URL.encodeToString(signature.sign());
    }

    private static String part(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
