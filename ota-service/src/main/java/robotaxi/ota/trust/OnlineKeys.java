package robotaxi.ota.trust;

import java.util.List;

/**
 * The keys that a service holds for roles that it signs itself. There is more than one while keys are exchanged: the next is there before a
 * root lists it, the last until no root does.
 */
public record OnlineKeys(List<SigningKey> keys) {
    /** Refuses to be empty. */
    public OnlineKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new TrustException(TrustRefusal.ONLINE_KEYS_MISSING, "no key to sign with");
        }
    }

    /** The first, where there is no root yet that could choose. */
    public SigningKey first() {
        return keys.getFirst();
    }

    /**
     * The first that the root lets sign alone for the role.
     *
     * @throws TrustException {@link TrustRefusal#ONLINE_KEYS_MISSING} if it is none of them
     */
    public SigningKey of(TrustedRoot root, TufRole role) {
        RoleKeys allowed = root.keys(role);
        return keys.stream()
                .filter(key -> allowed.threshold() == 1
                        && allowed.keys().containsKey(key.publicKey().keyId()))
                .findFirst()
                .orElseThrow(() -> new TrustException(
                        TrustRefusal.ONLINE_KEYS_MISSING,
                        "root does not let our key sign " + role.wireName() + " alone"));
    }
}
