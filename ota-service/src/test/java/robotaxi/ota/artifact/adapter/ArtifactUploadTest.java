package robotaxi.ota.artifact.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import robotaxi.ota.OtaStack;
import robotaxi.ota.artifact.ArtifactUpload;
import robotaxi.ota.artifact.ContentHash;
import robotaxi.ota.artifact.StoredArtifact;
import robotaxi.ota.trust.Sha256;

/** Artifacts come in pieces, over connections that break, into a service that may have died. */
@QuarkusTest
@WithTestResource(OtaStack.class)
@TestSecurity(user = "pipeline", roles = "release-manager")
class ArtifactUploadTest {
    private static final int LENGTH = 3_000_000;
    private static final RestAssuredConfig AS_IT_IS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("application/offset+octet-stream", ContentType.BINARY));

    @Inject
    UploadTable table;

    @Inject
    IncomingFiles incoming;

    @Inject
    FolderArtifacts artifacts;

    @Inject
    UploadSweep sweep;

    @Inject
    DeviceDigestQueue deviceDigests;

    @TestHTTPResource("/")
    URI address;

    private static byte[] content(long seed) {
        byte[] bytes = new byte[LENGTH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String create(String sha256, long length) {
        String location = given().header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", length)
                .header("Upload-Metadata", "sha256 " + Base64.getEncoder().encodeToString(sha256.getBytes(US_ASCII)))
                .post("/v1/artifact-uploads")
                .then()
                .statusCode(201)
                .header("Tus-Resumable", "1.0.0")
                .extract()
                .header("Location");
        return URI.create(location).getPath();
    }

    private static ValidatableResponse patch(String upload, long offset, byte[] body) {
        return given().config(AS_IT_IS)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", offset)
                .contentType("application/offset+octet-stream")
                .body(body)
                .patch(upload)
                .then();
    }

    private static long offset(String upload) {
        return Long.parseLong(
                given().head(upload).then().statusCode(200).extract().header("Upload-Offset"));
    }

    private static void isHere(byte[] content) {
        assertThat(given().get("/v1/artifacts/" + Sha256.hex(content)).asByteArray())
                .isEqualTo(content);
    }

    @Test
    void piecesAndBrokenConnectionsMakeOneArtifact() throws IOException {
        byte[] content = content(1);
        String sha256 = Sha256.hex(content);
        String upload = create(sha256, LENGTH);
        patch(upload, 0, Arrays.copyOf(content, 1_000_000)).statusCode(204).header("Upload-Offset", "1000000");
        breakOff(upload, 1_000_000, Arrays.copyOfRange(content, 1_000_000, 1_700_000));
        long offset = offset(upload);
        assertThat(create(sha256, LENGTH)).isEqualTo(upload);
        patch(upload, offset - 1, content).statusCode(409).body("code", equalTo("upload.wrong-offset"));
        given().head("/v1/artifacts/" + sha256).then().statusCode(404);
        patch(upload, offset, Arrays.copyOfRange(content, (int) offset, LENGTH)).statusCode(204);
        isHere(content);
        deviceDigests.await(new ContentHash(sha256));
        StoredArtifact stored = artifacts.find(new ContentHash(sha256)).orElseThrow();
        assertThat(stored.lengthBytes()).isEqualTo(LENGTH);
        assertThat(stored.sha1()).isEqualTo(hex("SHA-1", content));
        assertThat(stored.md5()).isEqualTo(hex("MD5", content));
        patch(upload, LENGTH, new byte[0]).statusCode(204);
    }

    /** A client that dies in the middle of a body. */
    private void breakOff(String upload, long offset, byte[] sent) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String head = "PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: "
                    + offset + "\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: "
                    + (LENGTH - offset) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(sent);
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.size(incoming.path(id(upload))) > offset);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> offset(upload) > offset);
    }

    private static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    @Test
    void bytesWithAnotherHashAreRefusedAndNothingIsKept() {
        byte[] content = content(2);
        String upload = create("0".repeat(64), LENGTH);
        patch(upload, 0, content).statusCode(422).body("code", equalTo("artifact.hash-mismatch"));
        given().head(upload).then().statusCode(404);
        assertThat(incoming.path(id(upload))).doesNotExist();
        given().head("/v1/artifacts/" + "0".repeat(64)).then().statusCode(404);
    }

    @Test
    void moreBytesThanAnnouncedAreRefused() {
        byte[] content = content(3);
        String upload = create(Sha256.hex(content), LENGTH);
        patch(upload, 0, Arrays.copyOf(content, LENGTH + 1))
                .statusCode(413)
                .body("code", equalTo("upload.beyond-length"));
        patch(upload, 0, content).statusCode(204);
        isHere(content);
    }

    @Test
    void whatAnotherProcessLeftIsGoneOnWithFromTheAcknowledgedOffset() throws IOException {
        byte[] content = content(4);
        ArtifactUpload left = left(content, 1_000, Instant.now().plusSeconds(60));
        byte[] file = Arrays.copyOf(content, 5_000);
        Arrays.fill(file, 1_000, 5_000, (byte) 7);
        Files.write(incoming.path(left.id()), file);
        String upload = create(left.hash().hex(), LENGTH);
        assertThat(id(upload)).isEqualTo(left.id());
        assertThat(offset(upload)).isEqualTo(1_000);
        patch(upload, 1_000, Arrays.copyOfRange(content, 1_000, LENGTH)).statusCode(204);
        isHere(content);
    }

    @Test
    void aWholeUploadThatACrashLeftBecomesAnArtifact() throws IOException {
        byte[] content = content(5);
        ArtifactUpload left = left(content, LENGTH, Instant.now().plusSeconds(60));
        Files.write(incoming.path(left.id()), content);
        sweep.sweep();
        isHere(content);
        assertThat(table.find(left.id()).orElseThrow().complete()).isTrue();
    }

    @Test
    void anUploadThatRestsTooLongIsRemoved() throws IOException {
        byte[] content = content(6);
        ArtifactUpload left = left(content, 1_000, Instant.now().minusSeconds(1));
        Files.write(incoming.path(left.id()), Arrays.copyOf(content, 1_000));
        given().head("/v1/artifact-uploads/" + left.id()).then().statusCode(404);
        sweep.sweep();
        assertThat(incoming.path(left.id())).doesNotExist();
        assertThat(table.find(left.id())).isEmpty();
    }

    @Test
    @TestSecurity(user = "somebody-else", roles = "release-manager")
    void anothersUploadIsNobodysBusiness() throws IOException {
        ArtifactUpload left = left(content(7), 0, Instant.now().plusSeconds(60));
        patch("/v1/artifact-uploads/" + left.id(), 0, new byte[1])
                .statusCode(404)
                .body("code", equalTo("upload.unknown"));
    }

    private ArtifactUpload left(byte[] content, long offset, Instant expiresAt) throws IOException {
        var upload = new ArtifactUpload(
                UUID.randomUUID().toString(),
                new ContentHash(Sha256.hex(content)),
                LENGTH,
                offset,
                false,
                "pipeline",
                expiresAt);
        Files.createDirectories(incoming.path("x").getParent());
        table.add(upload);
        table.moveOffset(upload.id(), 0, offset, expiresAt);
        return upload;
    }

    @Test
    void digestsForDevicesThatACrashLeftOpenAreMade() throws IOException {
        byte[] content = content(9);
        var hash = new ContentHash(Sha256.hex(content));
        Files.createDirectories(artifacts.path(hash).getParent());
        Files.write(artifacts.path(hash), content);
        QuarkusTransaction.requiringNew().run(() -> artifacts.note(hash, LENGTH));
        assertThat(artifacts.find(hash)).isEmpty();
        deviceDigests.sweep();
        deviceDigests.await(hash);
        assertThat(artifacts.find(hash).orElseThrow().md5()).isEqualTo(hex("MD5", content));
    }
}
