package robotaxi.onboard.recorder.adapter;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.custody.adapter.CarCustody;
import robotaxi.onboard.json.CanonicalJson;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonMap;
import robotaxi.onboard.queue.Folders;
import robotaxi.onboard.queue.SmallFile;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.Trigger;

/**
 * Clips on the car's disk until the fleet has them. A note beside each says how far its upload is. Where there is no room for one more,
 * the oldest of those worth least is let go; what must be reported never is.
 */
public final class ClipSpool {
    private static final System.Logger LOG = System.getLogger(ClipSpool.class.getName());

    private final Path folder;
    private final String vehicleId;
    private final String software;
    private final LocalFrame frame;
    private final long limitBytes;
    private final CarCustody custody;

    /** In this folder, with so much room. */
    public ClipSpool(
            Path folder, String vehicleId, String software, LocalFrame frame, long limitBytes, CarCustody custody)
            throws IOException {
        this.folder = folder;
        this.vehicleId = vehicleId;
        this.software = software;
        this.frame = frame;
        this.limitBytes = limitBytes;
        this.custody = custody;
        Folders.create(folder);
        removeUnfinished();
        sealWhatWaits();
    }

    /** What a power cut left without a seal gets it before anything new does. */
    private void sealWhatWaits() throws IOException {
        for (Waiting clip : waiting()) {
            seal(clip);
        }
    }

    /** What goes with the upload to prove whose recording it is. */
    String seal(Waiting clip) throws IOException {
        return custody.seal(clip.eventId(), clip.sha256(), clip.lengthBytes());
    }

    /**
     * A clip that waits, with the address of its upload once it has one.
     *
     * @param eventIds all events that it shows, its own first
     * @param keptAtMillis when it was written
     */
    record Waiting(
            Path clip,
            List<String> eventIds,
            Trigger.Worth worth,
            String sha256,
            long lengthBytes,
            long keptAtMillis,
            String uploadUrl) {
        String eventId() {
            return eventIds.getFirst();
        }

        Waiting at(String url) {
            return new Waiting(clip, eventIds, worth, sha256, lengthBytes, keptAtMillis, url);
        }
    }

    private void removeUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path unfinished :
                    files.filter(path -> path.toString().endsWith(".part")).toList()) {
                Files.delete(unfinished);
            }
        }
    }

    /** Writes a clip; it is whole on the disk when this returns, unless there was no room for one of its worth. */
    public void keep(Clip clip) throws IOException {
        String name = clip.first().eventId().replaceAll("[^A-Za-z0-9._-]", "_");
        Path temporary = folder.resolve(name + ".part");
        try (FileChannel channel = FileChannel.open(
                        temporary,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            ClipWriter.write(clip, vehicleId, software, frame, custody.place(), out);
            out.flush();
            channel.force(true);
        }
        long length = Files.size(temporary);
        if (!makeRoom(length, clip.worth())) {
            Files.delete(temporary);
            LOG.log(
                    Level.WARNING,
                    () -> "No room for a clip vehicleId=" + vehicleId + " eventId="
                            + clip.first().eventId() + " bytes=" + length);
            return;
        }
        Path file = folder.resolve(name + ".mcap");
        List<String> events = clip.marks().stream().map(Clip.Mark::eventId).toList();
        Waiting waiting = new Waiting(file, events, clip.worth(), Hashes.sha256(temporary), length, 0, "");
        note(waiting);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(folder);
        seal(waiting);
        LOG.log(
                Level.INFO,
                () -> "Clip recorded vehicleId=" + vehicleId + " eventId="
                        + clip.first().eventId() + " events=" + events.size() + " messages="
                        + clip.moments().size() + " bytes=" + length + " cut=" + clip.cut());
    }

    /** Lets go of what is worth no more than the newcomer, the least and oldest first; false if that is not enough. */
    private boolean makeRoom(long needed, Trigger.Worth newcomer) throws IOException {
        List<Waiting> kept = waiting();
        long used = kept.stream().mapToLong(Waiting::lengthBytes).sum();
        List<Waiting> leastFirst = kept.stream()
                .filter(one ->
                        one.worth() != Trigger.Worth.REPORTABLE && one.worth().compareTo(newcomer) >= 0)
                .sorted(Comparator.comparing(Waiting::worth).reversed().thenComparingLong(Waiting::keptAtMillis))
                .toList();
        long free = limitBytes - used;
        long possible =
                free + leastFirst.stream().mapToLong(Waiting::lengthBytes).sum();
        if (possible < needed && newcomer != Trigger.Worth.REPORTABLE) {
            return false;
        }
        for (Waiting old : leastFirst) {
            if (free >= needed) {
                break;
            }
            remove(old);
            free += old.lengthBytes();
            LOG.log(
                    Level.WARNING,
                    () -> "A clip was let go for another vehicleId=" + vehicleId + " eventId=" + old.eventId()
                            + " worth=" + old.worth());
        }
        return true;
    }

    void note(Waiting waiting) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("eventIds", waiting.eventIds());
        json.put("worth", waiting.worth().name());
        json.put("sha256", waiting.sha256());
        json.put("uploadUrl", waiting.uploadUrl());
        new SmallFile(notePath(waiting.clip())).write(CanonicalJson.encode(json));
    }

    private static Path notePath(Path clip) {
        return clip.resolveSibling(clip.getFileName() + ".json");
    }

    /** Clips that still have to travel: what is worth most first, and of that the smallest. */
    List<Waiting> waiting() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".mcap"))
                    .flatMap(path -> read(path).stream())
                    .sorted(Comparator.comparing(Waiting::worth)
                            .thenComparingLong(Waiting::lengthBytes)
                            .thenComparing(Waiting::clip))
                    .toList();
        }
    }

    private static Optional<Waiting> read(Path clip) {
        try {
            JsonMap json = Json.object(Files.readString(notePath(clip), StandardCharsets.UTF_8));
            // Notes of an agent before this one name one event, and no worth.
            Optional<String> single = json.findString("eventId");
            return Optional.of(new Waiting(
                    clip,
                    single.isPresent() ? List.of(single.get()) : json.strings("eventIds"),
                    json.findString("worth").map(Trigger.Worth::valueOf).orElse(Trigger.Worth.EDGE_CASE),
                    json.string("sha256"),
                    Files.size(clip),
                    Files.getLastModifiedTime(clip).toMillis(),
                    json.string("uploadUrl")));
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, () -> "Clip without a note stays where it is file=" + clip.getFileName(), e);
            return Optional.empty();
        }
    }

    void remove(Waiting waiting) throws IOException {
        Files.deleteIfExists(waiting.clip());
        new SmallFile(notePath(waiting.clip())).delete();
        custody.sent(waiting.sha256());
    }

    String vehicleId() {
        return vehicleId;
    }

    /** Where the day's budget is noted. */
    Path budgetFile() {
        return folder.resolve("sent-today");
    }
}
