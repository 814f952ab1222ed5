package robotaxi.ota.artifact;

import java.time.Instant;

/**
 * An artifact that is here. Its name is the SHA-256; the weaker digests are for device clients that know no other.
 *
 * @param hash its name
 * @param lengthBytes length of its content
 * @param sha1 40 hex digits, lower case
 * @param md5 32 hex digits, lower case
 * @param storedAt when it came
 */
public record StoredArtifact(ContentHash hash, long lengthBytes, String sha1, String md5, Instant storedAt) {}
