package robotaxi.ota.trust;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who may sign for a role.
 *
 * @param keys by key id
 * @param threshold how many of them must sign
 */
public record RoleKeys(Map<String, TufKey> keys, int threshold) {
    /** Refuses a threshold that no set of these keys could meet, or that none would need to. */
    public RoleKeys {
        keys = Map.copyOf(keys);
        if (threshold < 1 || threshold > keys.size()) {
            throw new TrustException(TrustRefusal.MALFORMED, "a threshold lies between 1 and the number of keys");
        }
    }

    /** The keys with a threshold. */
    public static RoleKeys of(int threshold, TufKey... keys) {
        return new RoleKeys(
                Arrays.stream(keys).collect(Collectors.toMap(TufKey::keyId, Function.identity())), threshold);
    }
}
