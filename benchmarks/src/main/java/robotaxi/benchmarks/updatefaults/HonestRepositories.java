package robotaxi.benchmarks.updatefaults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import robotaxi.ota.trust.Direction;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TufRole;

/** Both repositories of Uptane for one car, signed as the update service's are, over HTTP on this machine. */
final class HonestRepositories implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String VEHICLE = "car-1";
    static final String HARDWARE = "sim-cpu";
    private static final Instant EXPIRES = NOW.plus(Duration.ofDays(1));

    private final SigningKey rootKey = SigningKey.generate();
    private final SigningKey key = SigningKey.generate();
    private final byte[] root = root();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<TargetFile> images = new ArrayList<>();
    private final HttpServer server;
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private volatile Pace pace = Pace.FULL;
    private long imagesVersion;
    private long directorVersion;

    /** How fast packages are sent. */
    enum Pace {
        /** As fast as it goes. */
        FULL,
        /** Some bytes, again and again. */
        SLOW,
        /** Some bytes, and then nothing. */
        STALLED
    }

    HonestRepositories() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(senders);
        server.createContext("/", this::answer);
        server.start();
    }

    private byte[] root() {
        RoleKeys one = RoleKeys.of(1, key.publicKey());
        return MetadataAuthor.root(
                1,
                EXPIRES,
                Map.of(
                        TufRole.ROOT,
                        RoleKeys.of(1, rootKey.publicKey()),
                        TufRole.TARGETS,
                        one,
                        TufRole.SNAPSHOT,
                        one,
                        TufRole.TIMESTAMP,
                        one),
                rootKey);
    }

    byte[] pinnedRoot() {
        return root.clone();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Publishes a package in the image repository. */
    void publish(String version, byte[] zip) {
        imagesVersion++;
        TargetFile file = new TargetFile(
                "models/city-reflex/" + version + "/" + HARDWARE + ".zip",
                zip.length,
                Sha256.hex(zip),
                List.of(HARDWARE),
                imagesVersion);
        images.add(file);
        files.put("/v1/tuf/targets/" + file.servedPath(), zip);
        chain("/v1/tuf/metadata/", imagesVersion, MetadataAuthor.targets(imagesVersion, EXPIRES, images, key));
    }

    /** Lets the image repository count this version as its newest: what was published before may be wanted again. */
    void raise(String version) {
        imagesVersion++;
        images.replaceAll(file -> file.path().contains("/" + version + "/")
                ? new TargetFile(file.path(), file.lengthBytes(), file.sha256(), file.hardwareIds(), imagesVersion)
                : file);
        chain("/v1/tuf/metadata/", imagesVersion, MetadataAuthor.targets(imagesVersion, EXPIRES, images, key));
    }

    /** Serves other bytes than were signed. */
    void replace(String version, byte[] served) {
        files.replaceAll((path, bytes) ->
                path.startsWith("/v1/tuf/targets/") && path.contains("/" + version + "/") ? served : bytes);
    }

    /** Sends packages at this pace. */
    void drip(Pace wanted) {
        pace = wanted;
    }

    /** Directs the car to a version. */
    void direct(String version, String rolloutId) {
        TargetFile file = images.stream()
                .filter(image -> image.path().contains("/" + version + "/"))
                .findFirst()
                .orElseThrow();
        direct(new Direction(VEHICLE, HARDWARE, rolloutId, ModelPackages.releaseId(version), Optional.of(file)));
    }

    /** Wants nothing of the car any more. */
    void directNothing() {
        direct(new Direction(VEHICLE, HARDWARE, "", "", Optional.empty()));
    }

    private void direct(Direction direction) {
        directorVersion++;
        chain(
                "/v1/director/metadata/",
                directorVersion,
                MetadataAuthor.direction(directorVersion, EXPIRES, direction, List.of(), key));
    }

    private void chain(String place, long version, byte[] targets) {
        byte[] snapshot =
                MetadataAuthor.snapshot(version, EXPIRES, SignedMetadata.parse(TufRole.TARGETS, targets), key);
        byte[] timestamp =
                MetadataAuthor.timestamp(version, EXPIRES, SignedMetadata.parse(TufRole.SNAPSHOT, snapshot), key);
        files.put(place + version + ".targets.json", targets);
        files.put(place + version + ".snapshot.json", snapshot);
        files.put(place + "timestamp.json", timestamp);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] file = files.get(exchange.getRequestURI().getPath());
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
            if (pace != Pace.FULL && exchange.getRequestURI().getPath().startsWith("/v1/tuf/targets/")) {
                dawdle(exchange.getResponseBody());
            } else {
                exchange.getResponseBody().write(file, from, file.length - from);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server ends
        }
    }

    private void dawdle(OutputStream out) throws IOException, InterruptedException {
        for (int i = 0; !senders.isShutdown(); i++) {
            if (i == 0 || pace == Pace.SLOW) {
                out.write(new byte[10]);
                out.flush();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        server.stop(0);
    }
}
