package robotaxi.incident.evidence.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import robotaxi.contracts.mcap.MalformedMcapException;
import robotaxi.contracts.mcap.McapRecovery;
import robotaxi.incident.clip.adapter.ClipCodec;
import robotaxi.incident.custody.adapter.CustodyOfUploads;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.evidence.Upload;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.RecordMoments;

/** Makes evidence of a whole upload. Each step may be repeated: a crash between two of them loses and doubles nothing. */
@ApplicationScoped
class UploadCompletion {
    private static final Logger LOG = Logger.getLogger(UploadCompletion.class);

    /** So much is judged while its sender waits: more than the clip of a moment. */
    private static final long JUDGED_AT_ONCE_BYTES = 64L << 20;

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final UploadTable table;
    private final UploadFiles files;
    private final Blobs blobs;
    private final RecordMoments record;
    private final CustodyOfUploads custody;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService behind = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("upload-judge").daemon().factory());

    @Inject
    UploadCompletion(
            UploadTable table, UploadFiles files, Blobs blobs, RecordMoments record, CustodyOfUploads custody) {
        this.table = table;
        this.files = files;
        this.blobs = blobs;
        this.record = record;
        this.custody = custody;
    }

    /** Takes the upload for one writer; false while another has it. */
    boolean take(String id) {
        return busy.add(id);
    }

    /** The same, but waits for a request that is about to end. */
    boolean takeSoon(String id) {
        long giveUpAt = System.nanoTime() + SOON.toNanos();
        while (!take(id)) {
            if (System.nanoTime() - giveUpAt > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    void giveBack(String id) {
        busy.remove(id);
    }

    @PreDestroy
    void stop() {
        behind.shutdownNow();
    }

    /**
     * Judges a whole upload that the caller has taken: at once, or, if it is large, behind the answer, once the caller has given it back.
     * What is acknowledged is on the disk already, and what a crash leaves unjudged is found by the sweep.
     */
    void completeSoon(Upload upload) throws IOException {
        if (upload.lengthBytes() <= JUDGED_AT_ONCE_BYTES) {
            complete(upload);
        } else {
            behind.execute(() -> completeBehind(upload));
        }
    }

    private void completeBehind(Upload upload) {
        if (!takeSoon(upload.id())) {
            return;
        }
        try {
            if (table.find(upload.id()).filter(now -> !now.complete()).isPresent()) {
                complete(upload);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "An upload is judged later, uploadId=%s", upload.id());
        } finally {
            giveBack(upload.id());
        }
    }

    /** Judges a whole upload that the caller has taken. */
    void complete(Upload upload) throws IOException {
        Path file = files.path(upload.id());
        String announced = upload.announced("sha256");
        if (!Files.exists(file)) {
            finishAfterCrash(upload, announced);
            return;
        }
        String actual = files.hash(upload);
        switch (judge(announced, actual, file)) {
            case ClipAcceptance.Accepted _ -> {
                blobs.adopt(file, new ContentHash(actual));
                note(upload, clip(upload, actual, ""));
            }
            case ClipAcceptance.Torn torn -> {
                note(upload, clip(upload, actual, torn.reason()), mend(upload, file, actual));
                files.quarantine(upload.id());
            }
            case ClipAcceptance.Quarantined no -> {
                note(upload, clip(upload, actual, no.reason()));
                files.quarantine(upload.id());
            }
        }
    }

    /** The file has gone where it belongs, and only the note of it is missing. */
    private void finishAfterCrash(Upload upload, String announced) {
        boolean kept = ContentHash.isOne(announced)
                && blobs.find(new ContentHash(announced)).isPresent();
        note(upload, clip(upload, announced, kept ? "" : "the upload's file is gone"));
    }

    private static ClipAcceptance judge(String announced, String actual, Path file) throws IOException {
        try (FileChannel content = FileChannel.open(file)) {
            return ClipAcceptance.judge(announced, actual, content);
        }
    }

    /** What is whole of a torn recording, as a recording of its own; nothing if that is no message. */
    private Optional<Clip> mend(Upload upload, Path torn, String tornSha256) throws IOException {
        Path sound = files.path(upload.id() + ".sound");
        McapRecovery.Outcome outcome;
        try (FileChannel from = FileChannel.open(torn);
                FileChannel to = FileChannel.open(
                        sound,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(to))) {
            outcome = McapRecovery.recover(from, ClipCodec.ZSTD, out, Map.of("original_sha256", tornSha256));
            out.flush();
            to.force(true);
        } catch (MalformedMcapException _) {
            Files.deleteIfExists(sound);
            return Optional.empty();
        }
        if (outcome.messages() == 0) {
            Files.delete(sound);
            return Optional.empty();
        }
        long length = Files.size(sound);
        ContentHash hash = new ContentHash(UploadFiles.hash(sound));
        blobs.adopt(sound, hash);
        LOG.infof(
                "A torn recording was mended, uploadId=%s vehicleId=%s messages=%d lostBytes=%d",
                upload.id(), upload.vehicleId(), outcome.messages(), outcome.lostBytes());
        return Optional.of(new Clip(upload.announced("event_id"), upload.vehicleId(), hash.hex(), length, ""));
    }

    private void note(Upload upload, Clip clip) {
        note(upload, clip, Optional.empty());
    }

    private void note(Upload upload, Clip clip, Optional<Clip> mended) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (String eventId : upload.eventIds()) {
                List<Clip> recorded = new ArrayList<>(List.of(record(of(eventId, clip))));
                mended.map(sound -> record(of(eventId, sound))).ifPresent(recorded::add);
                custody.tookIn(upload, recorded);
            }
            table.complete(upload.id());
        });
        LOG.infof(
                "A recording has come in, uploadId=%s vehicleId=%s eventId=%s quarantineReason=%s",
                upload.id(), clip.vehicleId(), clip.eventId(), clip.quarantineReason());
    }

    private static Clip of(String eventId, Clip clip) {
        return new Clip(eventId, clip.vehicleId(), clip.sha256(), clip.lengthBytes(), clip.quarantineReason());
    }

    private Clip record(Clip clip) {
        if (record.clip(clip)) {
            return clip;
        }
        Clip second = new Clip(
                clip.eventId(),
                clip.vehicleId(),
                clip.sha256(),
                clip.lengthBytes(),
                "another recording of this moment is kept");
        record.clip(second);
        return second;
    }

    private static Clip clip(Upload upload, String sha256, String quarantineReason) {
        return new Clip(
                upload.announced("event_id"), upload.vehicleId(), sha256, upload.lengthBytes(), quarantineReason);
    }
}
