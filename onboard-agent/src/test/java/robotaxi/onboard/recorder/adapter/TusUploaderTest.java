package robotaxi.onboard.recorder.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.custody.adapter.CarCustody;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.recorder.UploadPace;

class TusUploaderTest {
    private static final long ROOM = 10_000_000;

    @TempDir
    Path seals;

    @TempDir
    Path folder;

    private HttpServer server;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Deque<Integer> refusals = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private String metadata = "";
    private boolean isTorn;
    private long nanos;
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private long bytesPerDay = ROOM;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/uploads", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.add("Tus-Resumable", "1.0.0");
        requests.add(exchange.getRequestMethod());
        Integer refusal = exchange.getRequestMethod().equals("HEAD") ? null : refusals.poll();
        int status = refusal != null
                ? refusal
                : switch (exchange.getRequestMethod()) {
                    case "POST" -> {
                        received.reset();
                        metadata = exchange.getRequestHeaders().getFirst("Upload-Metadata");
                        headers.add("Location", "/v1/uploads/42");
                        yield 201;
                    }
                    case "HEAD" -> {
                        headers.add("Upload-Offset", Integer.toString(received.size()));
                        yield 200;
                    }
                    default -> patch(exchange);
                };
        headers.add("Retry-After", "60");
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int patch(HttpExchange exchange) throws IOException {
        long offset = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset"));
        if (offset != received.size()) {
            return 409;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (isTorn) {
            isTorn = false;
            received.write(body, 0, 100);
            return 500;
        }
        received.writeBytes(body);
        exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(received.size()));
        return 204;
    }

    private TusUploader uploader() throws IOException {
        return new TusUploader(
                spool(),
                "http://localhost:" + server.getAddress().getPort(),
                () -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build(),
                new TusUploader.Terms(new UploadPace(0), bytesPerDay, () -> now, () -> nanos, new Random(1)));
    }

    private ClipSpool spool() throws IOException {
        return spool(ROOM);
    }

    private ClipSpool spool(long room) throws IOException {
        var custody = new CarCustody(seals, "car-01", 7, () -> {
            throw new IOException("not enrolled");
        });
        return new ClipSpool(folder, "car-01", "test", new LocalFrame(43, 7), room, custody);
    }

    private static Clip clip(String eventId, String trigger, int pictureBytes) {
        return new Clip(
                List.of(new Clip.Mark(eventId, trigger, 1_000_000)),
                "r@1",
                "00",
                "",
                List.of(),
                List.of(
                        new Moment.Reasoned(900_000, "I stand still.", "stand", "00", List.of(900_000L), 0.9),
                        new Moment.FrameSeen(
                                new Frame("camera_front_wide_120fov", 1_000_000, new byte[pictureBytes]))));
    }

    private List<String> waiting() throws IOException {
        return spool().waiting().stream().map(ClipSpool.Waiting::eventId).toList();
    }

    @Test
    void aTornUploadGoesOnWhereItBrokeOffAndTheClipGoesOnceItIsThere() throws Exception {
        spool().keep(clip("car-01/safety/1", "hard-brake", 5000));
        String hash = spool().waiting().getFirst().sha256();
        isTorn = true;

        assertThatThrownBy(() -> uploader().round()).isInstanceOf(IOException.class);
        assertThat(spool().waiting().getFirst().uploadUrl()).endsWith("/v1/uploads/42");
        uploader().round();

        assertThat(requests).containsExactly("POST", "PATCH", "HEAD", "PATCH");
        assertThat(HexFormat.of().formatHex(Hashes.sha256().digest(received.toByteArray())))
                .isEqualTo(hash);
        assertThat(metadata)
                .contains("event_id Y2FyLTAxL3NhZmV0eS8x")
                .contains("vehicle_id ")
                .contains("sha256 ");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aServiceThatIsNotWellIsLeftAloneForAWhileAndLosesNothing() throws Exception {
        spool().keep(clip("car-01/safety/1", "hard-brake", 5000));
        refusals.addAll(List.of(503));
        TusUploader uploader = uploader();

        assertThatThrownBy(uploader::round).isInstanceOf(IOException.class);
        uploader.round();
        assertThat(requests).hasSize(1);
        nanos += Duration.ofMinutes(1).toNanos();
        uploader.round();

        assertThat(waiting()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {404, 409, 410, 423, 429, 460})
    void whatWasNotTakenIsSentAgainLater(int refusal) throws Exception {
        spool().keep(clip("car-01/safety/1", "hard-brake", 5000));
        TusUploader uploader = uploader();
        isTorn = true;
        assertThatThrownBy(uploader::round).isInstanceOf(IOException.class);
        nanos += Duration.ofMinutes(1).toNanos();
        refusals.add(refusal);

        uploader.round();
        nanos += Duration.ofMinutes(2).toNanos();
        uploader.round();

        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatTheServiceNeverTakesStaysOnTheCarAndHoldsNothingUp() throws Exception {
        spool().keep(clip("car-01/safety/1", "hard-brake", 10));
        spool().keep(clip("car-01/safety/2", "hard-brake", 5000));
        refusals.add(413);

        uploader().round();

        assertThat(waiting()).containsExactly("car-01/safety/1");
        assertThat(requests).containsExactly("POST", "POST", "PATCH");
    }

    @Test
    void afterTheDaysBytesOnlyWhatMustBeReportedGoesOn() throws Exception {
        bytesPerDay = 15_000;
        spool().keep(clip("car-01/safety/1", "bookmark", 30_000));
        spool().keep(clip("car-01/safety/2", "collision", 30_000));

        uploader().round();
        assertThat(waiting()).containsExactly("car-01/safety/1");
        bytesPerDay = 80_000;
        uploader().round();
        assertThat(waiting()).as("what was sent counts after a restart too").isNotEmpty();
        now = now.plus(Duration.ofDays(1));
        uploader().round();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whereThereIsNoRoomTheOldestRoutineGoesAndNeverACollision() throws Exception {
        spool().keep(clip("car-01/safety/1", "collision", 60_000));
        long room = spool().waiting().getFirst().lengthBytes() * 7 / 2;
        spool(room).keep(clip("car-01/safety/2", "envelope-veto", 60_000));
        spool(room).keep(clip("car-01/safety/3", "hard-brake", 60_000));
        spool(room).keep(clip("car-01/safety/4", "collision", 60_000));
        assertThat(waiting()).doesNotContain("car-01/safety/2").contains("car-01/safety/3");
        spool(room).keep(clip("car-01/safety/5", "collision", 60_000));
        spool(room).keep(clip("car-01/safety/6", "envelope-veto", 60_000));
        spool(room).keep(clip("car-01/safety/7", "collision", 60_000));

        assertThat(waiting())
                .containsExactlyInAnyOrder("car-01/safety/1", "car-01/safety/4", "car-01/safety/5", "car-01/safety/7");
    }
}
