package robotaxi.containers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Tokens as Keycloak would sign them, by a key that the services fetch: the images are tested without Keycloak. */
final class LocalTokens {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    LocalTokens() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    /** The key set (RFC 7517) that the services fetch, as they would from Keycloak. */
    String jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"local\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\""
                + URL.encodeToString(unsigned(key.getModulus().toByteArray())) + "\",\"e\":\""
                + URL.encodeToString(unsigned(key.getPublicExponent().toByteArray())) + "\"}]}";
    }

    /** Without the sign byte that Java puts in front. */
    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    /** A person's token with a realm role. */
    String token(String role) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String head = part("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"local\"}");
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
