package robotaxi.benchmarks.custody;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import robotaxi.contracts.custody.Bag;

/** A package in memory, whose files can be changed. */
record MemoryBag(TreeMap<String, byte[]> files) implements Bag {
    static MemoryBag of(Bag bag) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        for (String name : bag.names()) {
            files.put(name, bag.bytes(name));
        }
        return new MemoryBag(files);
    }

    MemoryBag copy() {
        return new MemoryBag(new TreeMap<>(files));
    }

    boolean isSame(MemoryBag other) {
        return files.keySet().equals(other.files.keySet())
                && files.entrySet().stream()
                        .allMatch(file -> java.util.Arrays.equals(file.getValue(), other.get(file.getKey())));
    }

    byte[] get(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    void put(String name, byte[] content) {
        files.put(name, content);
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(files.navigableKeySet());
    }

    @Override
    public InputStream open(String name) {
        return new ByteArrayInputStream(get(name));
    }
}
