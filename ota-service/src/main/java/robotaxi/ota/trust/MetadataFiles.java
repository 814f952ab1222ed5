package robotaxi.ota.trust;

import java.util.Optional;

/** Where every published metadata file is kept for ever. */
public interface MetadataFiles {
    /** Makes other publishers wait until this transaction ends: versions follow one another without a gap. */
    void lock();

    /** The file with the highest version. */
    Optional<byte[]> findNewest(TufRole role);

    /** The file with this version. */
    Optional<byte[]> find(TufRole role, long version);

    /** Publishes a file. */
    void add(TufRole role, SignedMetadata metadata);
}
