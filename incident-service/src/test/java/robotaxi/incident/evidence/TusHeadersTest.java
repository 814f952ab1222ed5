package robotaxi.incident.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.kit.tus.UploadMetadata;

class TusHeadersTest {
    @Test
    void metadataIsPairsOfKeyAndBase64() {
        assertThat(UploadMetadata.parse("event_id Y2FyLTEvMS83,is_last, filename YS5tY2Fw"))
                .contains(new UploadMetadata(Map.of("event_id", "car-1/1/7", "is_last", "", "filename", "a.mcap")));
    }

    @Test
    void metadataThatCannotBeReadIsRefused() {
        assertThat(UploadMetadata.parse("")).isEmpty();
        assertThat(UploadMetadata.parse("a !!")).isEmpty();
        assertThat(UploadMetadata.parse("a YQ==,a Yg==")).isEmpty();
        assertThat(UploadMetadata.parse("a YQ== Yg==")).isEmpty();
    }

    @Test
    void aChecksumIsMatchedByItsBodyOnly() {
        PatchChecksum checksum =
                PatchChecksum.parse("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=").orElseThrow();
        MessageDigest body = checksum.digest();
        body.update("hello world".getBytes(UTF_8));
        assertThat(checksum.matches(body)).isTrue();
        MessageDigest other = checksum.digest();
        other.update("hello worlD".getBytes(UTF_8));
        assertThat(checksum.matches(other)).isFalse();
    }

    @Test
    void anUnknownAlgorithmIsRefused() {
        assertThat(PatchChecksum.parse("md4 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")).isEmpty();
        assertThat(PatchChecksum.parse("sha1")).isEmpty();
        assertThat(PatchChecksum.parse("sha1 ???")).isEmpty();
    }
}
