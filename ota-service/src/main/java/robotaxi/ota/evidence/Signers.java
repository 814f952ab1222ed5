package robotaxi.ota.evidence;

import java.util.List;
import java.util.Optional;

/** The keys that the service was told of, and those that it ever judged. */
public interface Signers {
    /** All, by key. */
    List<Signer> list();

    /** One, which nobody else can change until the transaction ends. */
    Optional<Signer> lock(String keyId);

    /** Notes its new state. */
    void save(Signer signer);
}
