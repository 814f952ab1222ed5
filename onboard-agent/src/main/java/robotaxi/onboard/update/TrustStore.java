package robotaxi.onboard.update;

import java.util.Optional;

/** Metadata that were trusted before. They survive a rollback of the software. */
public interface TrustStore {
    /** The file as it was trusted last. */
    Optional<byte[]> find(String name);

    /** Keeps a file durably. */
    void keep(String name, byte[] bytes);

    /** Forgets a file. */
    void forget(String name);
}
