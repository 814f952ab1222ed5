package robotaxi.testkit.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import robotaxi.testkit.disk.RecordedDisk.Change;

/**
 * What a disk holds after the power went between two changes. Only forced bytes and names are sure; of the others the disk may
 * have taken any first part, the last write torn at any byte or left as zeros.
 */
public final class PowerCut {
    private final Map<Path, Node> names = new HashMap<>();
    private final Map<Path, Node> sureNames = new HashMap<>();
    private final Map<Path, List<Consumer<Map<Path, Node>>>> pendingNames = new HashMap<>();

    /** How much of what was not forced is there. */
    public enum Kind {
        /** All of it: the process was killed, the machine lives. */
        PROCESS_KILLED,
        /** None of it. */
        NOTHING_UNFORCED,
        /** Some of it. */
        SOME_UNFORCED
    }

    private static final class Node {
        private final boolean folder;
        private byte[] bytes = new byte[0];
        private byte[] sureBytes = new byte[0];
        private final List<Change> pending = new ArrayList<>();

        Node(boolean folder) {
            this.folder = folder;
        }
    }

    private PowerCut() {}

    /** Writes what is left after the first changes of a root into another folder. */
    public static void leave(List<Change> changes, Path root, Path target, Kind kind, Random random)
            throws IOException {
        PowerCut cut = new PowerCut();
        changes.forEach(cut::apply);
        Map<Path, Node> left = cut.names(kind, random);
        Files.createDirectories(target);
        for (var entry : left.entrySet()) {
            if (reachable(entry.getKey(), root, left)) {
                Path path = target.resolve(root.relativize(entry.getKey()));
                if (entry.getValue().folder) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(Objects.requireNonNull(path.getParent()));
                    Files.write(path, bytes(entry.getValue(), kind, random));
                }
            }
        }
    }

    private static boolean reachable(Path path, Path root, Map<Path, Node> left) {
        for (Path up = path.getParent(); up != null && !root.equals(up); up = up.getParent()) {
            if (!left.containsKey(up)) {
                return false;
            }
        }
        return true;
    }

    private void apply(Change change) {
        switch (change) {
            case Change.Made made -> {
                Node node = new Node(made.folder());
                rename(made.path(), map -> map.put(made.path(), node));
            }
            case Change.Deleted deleted -> rename(deleted.path(), map -> map.remove(deleted.path()));
            case Change.Moved moved -> {
                Node node = names.get(moved.from());
                rename(moved.to(), map -> {
                    map.remove(moved.from());
                    map.put(moved.to(), node);
                });
            }
            case Change.Wrote wrote -> write(Objects.requireNonNull(names.get(wrote.path())), wrote);
            case Change.Cut cut -> write(Objects.requireNonNull(names.get(cut.path())), cut);
            case Change.Forced forced -> force(forced.path());
        }
    }

    private void rename(Path path, Consumer<Map<Path, Node>> step) {
        step.accept(names);
        pendingNames.computeIfAbsent(path.getParent(), _ -> new ArrayList<>()).add(step);
    }

    private static void write(Node node, Change change) {
        node.bytes = applied(node.bytes, change);
        node.pending.add(change);
    }

    private static byte[] applied(byte[] bytes, Change change) {
        if (change instanceof Change.Cut cut) {
            return Arrays.copyOf(bytes, (int) cut.size());
        }
        Change.Wrote wrote = (Change.Wrote) change;
        int from = (int) wrote.position();
        byte[] longer = Arrays.copyOf(bytes, Math.max(bytes.length, from + wrote.bytes().length));
        System.arraycopy(wrote.bytes(), 0, longer, from, wrote.bytes().length);
        return longer;
    }

    private void force(Path path) {
        Node node = names.get(path);
        if (node == null || node.folder) {
            pendingNames.getOrDefault(path, List.of()).forEach(step -> step.accept(sureNames));
            pendingNames.remove(path);
        } else {
            node.sureBytes = node.bytes;
            node.pending.clear();
        }
    }

    private Map<Path, Node> names(Kind kind, Random random) {
        if (kind == Kind.PROCESS_KILLED) {
            return names;
        }
        Map<Path, Node> left = new HashMap<>(sureNames);
        if (kind == Kind.SOME_UNFORCED) {
            for (List<Consumer<Map<Path, Node>>> steps : pendingNames.values()) {
                steps.subList(0, random.nextInt(steps.size() + 1)).forEach(step -> step.accept(left));
            }
        }
        return left;
    }

    private static byte[] bytes(Node node, Kind kind, Random random) {
        return switch (kind) {
            case PROCESS_KILLED -> node.bytes;
            case NOTHING_UNFORCED -> node.sureBytes;
            case SOME_UNFORCED -> someOf(node, random);
        };
    }

    private static byte[] someOf(Node node, Random random) {
        byte[] bytes = node.sureBytes;
        int whole = random.nextInt(node.pending.size() + 1);
        for (Change change : node.pending.subList(0, whole)) {
            bytes = applied(bytes, change);
        }
        if (whole < node.pending.size() && node.pending.get(whole) instanceof Change.Wrote wrote) {
            ByteArrayOutputStream torn = new ByteArrayOutputStream();
            int taken = random.nextInt(wrote.bytes().length + 1);
            torn.write(wrote.bytes(), 0, taken);
            if (random.nextBoolean()) {
                torn.writeBytes(new byte[wrote.bytes().length - taken]);
            }
            bytes = applied(bytes, new Change.Wrote(wrote.path(), wrote.position(), torn.toByteArray()));
        }
        return bytes;
    }
}
