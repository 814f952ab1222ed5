package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.queue.SmallFile;

/**
 * Two places for a model package, one of them in use. A cut at any point leaves the one in use as it was; a trial that was cut
 * is noticed at the next start and taken back.
 */
public final class Slots {
    private static final long MOST_UNPACKED_BYTES = 512L << 20;

    private final Path folder;
    private final SmallFile active;
    private final SmallFile trial;
    private final SmallFile staged;
    private final SmallFile intent;

    /** In this folder. */
    public Slots(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        active = new SmallFile(folder.resolve("active"));
        trial = new SmallFile(folder.resolve("trial"));
        staged = new SmallFile(folder.resolve("staged"));
        intent = new SmallFile(folder.resolve("intent"));
    }

    /** The package in use: the active slot's, or the one that was shipped. */
    public PackageFiles inUse() throws IOException {
        String slot = text(active);
        return slot.isEmpty() ? PackageFiles.shipped() : PackageFiles.inFolder(folder.resolve(slot));
    }

    /** Unpacks a package into the slot that is not in use and proves it against its manifest. */
    public void stage(Path zip, String releaseId) throws IOException {
        staged.delete();
        String slot = inactive();
        intent.write(releaseId.getBytes(StandardCharsets.UTF_8));
        Path target = folder.resolve(slot);
        clear(target);
        Files.createDirectories(target);
        unpack(zip, target);
        String found = ModelManifest.read(PackageFiles.inFolder(target)).releaseId();
        if (!found.equals(releaseId)) {
            throw new ModelFaultException("update.other-release", "the package is " + found);
        }
        sync(target);
        staged.write(releaseId.getBytes(StandardCharsets.UTF_8));
        intent.delete();
    }

    /** The release that lies verified in the slot not in use, or empty. */
    public String stagedRelease() throws IOException {
        return text(staged);
    }

    /** Switches to the staged slot, on trial: until {@link #commit} a restart takes it back. */
    public PackageFiles switchOnTrial() throws IOException {
        String before = text(active);
        String next = inactive();
        trial.write(("was=" + before).getBytes(StandardCharsets.UTF_8));
        active.write(next.getBytes(StandardCharsets.UTF_8));
        return inUse();
    }

    /** The new slot is good for good. */
    public void commit() throws IOException {
        staged.delete();
        trial.delete();
    }

    /** Goes back to the slot before the trial; true if there was one. */
    public boolean rollBack() throws IOException {
        Optional<byte[]> mark = trial.read();
        if (mark.isEmpty()) {
            return false;
        }
        String before = new String(mark.get(), StandardCharsets.UTF_8).substring("was=".length());
        if (before.isEmpty()) {
            active.delete();
        } else {
            active.write(before.getBytes(StandardCharsets.UTF_8));
        }
        staged.delete();
        trial.delete();
        return true;
    }

    private String inactive() throws IOException {
        return text(active).equals("a") ? "b" : "a";
    }

    private static String text(SmallFile file) throws IOException {
        return file.read()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .orElse("");
    }

    private static void unpack(Path zip, Path target) throws IOException {
        long left = MOST_UNPACKED_BYTES;
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                Path file = target.resolve(entry.getName()).normalize();
                // Only plain files: a name with folders could lead out of the slot.
                if (!target.equals(file.getParent())) {
                    throw new ModelFaultException("update.bad-package", "the package has a folder: " + entry.getName());
                }
                byte[] bytes = entries.readNBytes((int) Math.min(left, Integer.MAX_VALUE - 8));
                left -= bytes.length;
                if (left <= 0) {
                    throw new ModelFaultException("update.bad-package", "the package unpacks to too much");
                }
                Files.write(file, bytes);
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
