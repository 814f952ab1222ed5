package robotaxi.onboard.recorder.adapter;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.json.CanonicalJson;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonMap;
import robotaxi.onboard.queue.SmallFile;
import robotaxi.onboard.recorder.Clip;

/** Clips on the car's disk until the fleet has them. A note beside each says how far its upload is. */
public final class ClipSpool {
    private static final System.Logger LOG = System.getLogger(ClipSpool.class.getName());

    private final Path folder;
    private final String vehicleId;
    private final String software;
    private final LocalFrame frame;

    /** In this folder. */
    public ClipSpool(Path folder, String vehicleId, String software, LocalFrame frame) throws IOException {
        this.folder = folder;
        this.vehicleId = vehicleId;
        this.software = software;
        this.frame = frame;
        Files.createDirectories(folder);
    }

    /** A clip that waits, with the address of its upload once it has one. */
    record Waiting(Path clip, String eventId, String sha256, String uploadUrl) {}

    /** Writes a clip; it is whole on the disk when this returns. */
    public void keep(Clip clip) throws IOException {
        String name = clip.eventId().replaceAll("[^A-Za-z0-9._-]", "_");
        Path temporary = folder.resolve(name + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            ClipWriter.write(clip, vehicleId, software, frame, out);
        }
        Path file = folder.resolve(name + ".mcap");
        String sha256 = Hashes.sha256(temporary);
        note(new Waiting(file, clip.eventId(), sha256, ""));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        LOG.log(
                Level.INFO,
                () -> "Clip recorded vehicleId=" + vehicleId + " eventId=" + clip.eventId() + " messages="
                        + clip.moments().size());
    }

    void note(Waiting waiting) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("eventId", waiting.eventId());
        json.put("sha256", waiting.sha256());
        json.put("uploadUrl", waiting.uploadUrl());
        new SmallFile(notePath(waiting.clip())).write(CanonicalJson.encode(json));
    }

    private static Path notePath(Path clip) {
        return clip.resolveSibling(clip.getFileName() + ".json");
    }

    /** Clips that still have to travel, oldest name first. */
    List<Waiting> waiting() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".mcap"))
                    .sorted()
                    .flatMap(path -> read(path).stream())
                    .toList();
        }
    }

    private static java.util.Optional<Waiting> read(Path clip) {
        try {
            JsonMap json = Json.object(Files.readString(notePath(clip), StandardCharsets.UTF_8));
            return java.util.Optional.of(
                    new Waiting(clip, json.string("eventId"), json.string("sha256"), json.string("uploadUrl")));
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "Clip without a note stays where it is file=" + clip.getFileName(), e);
            return java.util.Optional.empty();
        }
    }

    void remove(Waiting waiting) throws IOException {
        Files.deleteIfExists(waiting.clip());
        new SmallFile(notePath(waiting.clip())).delete();
    }

    String vehicleId() {
        return vehicleId;
    }
}
