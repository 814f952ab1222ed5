package robotaxi.ota.artifact.adapter;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import robotaxi.ota.artifact.ContentHash;
import robotaxi.ota.artifact.DeviceDigests;
import robotaxi.ota.store.adapter.Sql;

/** Makes the digests for devices one artifact after the other; what a crash left open is found again by the sweep. */
@ApplicationScoped
class DeviceDigestQueue implements DeviceDigests {
    private static final Logger LOG = Logger.getLogger(DeviceDigestQueue.class);

    private final FolderArtifacts artifacts;
    private final Sql sql;
    private final Map<ContentHash, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("device-digests").factory());

    @Inject
    DeviceDigestQueue(FolderArtifacts artifacts, Sql sql) {
        this.artifacts = artifacts;
        this.sql = sql;
    }

    @PreDestroy
    void end() {
        thread.shutdownNow();
    }

    @Override
    public void await(ContentHash hash) {
        if (artifacts.find(hash).isEmpty() && Files.isRegularFile(artifacts.path(hash))) {
            make(hash).join();
        }
    }

    /** Begins with an artifact, if nobody has yet. */
    CompletableFuture<Void> make(ContentHash hash) {
        return open.computeIfAbsent(hash, _ -> CompletableFuture.runAsync(() -> made(hash), thread));
    }

    private void made(ContentHash hash) {
        try {
            Digests.ForDevices digests = Digests.ForDevices.of(artifacts.path(hash));
            sql.write(
                    "update artifact set sha1 = ?, md5 = ? where sha256 = ?",
                    digests.sha1(),
                    digests.md5(),
                    hash.hex());
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact cannot be read", e);
        } finally {
            open.remove(hash);
        }
    }

    @Scheduled(every = "${ota.artifacts.sweep:PT30S}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        for (String hex : sql.list(
                "select sha256 from artifact where sha1 is null or md5 is null order by stored_at",
                row -> row.getString(1))) {
            make(new ContentHash(hex)).exceptionally(why -> {
                LOG.warnf(why, "The digests for devices are missing, artifact=%s", hex);
                return null;
            });
        }
    }
}
