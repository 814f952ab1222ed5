/**
 * What makes an artifact trustworthy: canonical JSON, Ed25519 keys and the four TUF roles, made and verified. Needs only the
 * JDK and Jackson, because the release tool signs with the same code.
 */
@NullMarked
package robotaxi.ota.trust;

import org.jspecify.annotations.NullMarked;
