package robotaxi.testkit.disk;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real folder whose every change is written down as well, so that {@link PowerCut} can tell what a cut leaves of it. */
public final class RecordedDisk extends FileSystemProvider {
    /** All changes so far. */
    public final List<Change> changes = new CopyOnWriteArrayList<>();

    private final FileSystemProvider real;
    private final RecordedSystem system;
    private final Path root;
    /** What the disk holds at most. */
    public volatile long capacityBytes = Long.MAX_VALUE;

    /** Runs before each force. */
    public volatile Runnable beforeForce = () -> {};

    /** Whether forcing fails. */
    public volatile boolean forceFails;

    /** A change, in the order in which the program made it. Paths are as the real disk knows them. */
    public sealed interface Change {
        /** A new file or folder. */
        record Made(Path path, boolean folder) implements Change {}

        /** Bytes in a file. */
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Wrote(Path path, long position, byte[] bytes) implements Change {}

        /** A file became as long as this. */
        record Cut(Path path, long size) implements Change {}

        /** What was written to a file, or the names in a folder, are on the disk. */
        record Forced(Path path) implements Change {}

        /** A file has another name. */
        record Moved(Path from, Path to) implements Change {}

        /** A file or folder is gone. */
        record Deleted(Path path) implements Change {}
    }

    /** Over a folder; what lies there already counts as safe. */
    public RecordedDisk(Path folder) throws IOException {
        root = folder;
        real = folder.getFileSystem().provider();
        system = new RecordedSystem(folder.getFileSystem());
        try (var there = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) there.filter(each -> !each.equals(folder))::iterator) {
                changes.add(new Change.Made(path, Files.isDirectory(path)));
                if (Files.isRegularFile(path)) {
                    changes.add(new Change.Wrote(path, 0, Files.readAllBytes(path)));
                    changes.add(new Change.Forced(path));
                }
                changes.add(new Change.Forced(Objects.requireNonNull(path.getParent())));
            }
        }
    }

    /** The folder, as programs under test are to see it. */
    public Path root() {
        return wrap(root);
    }

    private long used() throws IOException {
        long sum = 0;
        try (var files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                sum += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
        }
        return sum;
    }

    private interface Wrapped {
        Path real();
    }

    private Path wrap(Path path) {
        return (Path) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Path.class, Wrapped.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "real" -> path;
                    case "getFileSystem" -> system;
                    default -> call(path, method, arguments);
                });
    }

    private Object call(Path path, Method method, Object[] arguments) throws Throwable {
        Object[] plain = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < plain.length; i++) {
            plain[i] = plain[i] instanceof Wrapped wrapped ? wrapped.real() : plain[i];
        }
        try {
            Object answer = method.invoke(path, plain);
            return answer instanceof Path found ? wrap(found) : answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Path unwrap(Path path) {
        return path instanceof Wrapped wrapped ? wrapped.real() : path;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path plain = unwrap(path);
        boolean isNew = Files.notExists(plain);
        FileChannel channel = real.newFileChannel(plain, options, attributes);
        if (isNew) {
            changes.add(new Change.Made(plain, false));
        } else if (options.contains(java.nio.file.StandardOpenOption.TRUNCATE_EXISTING)) {
            changes.add(new Change.Cut(plain, 0));
        }
        return new RecordedChannel(plain, channel);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> stream = real.newDirectoryStream(unwrap(folder), path -> filter.accept(wrap(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> inner = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return inner.hasNext();
                    }

                    @Override
                    public Path next() {
                        return wrap(inner.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(unwrap(folder), attributes);
        changes.add(new Change.Made(unwrap(folder), true));
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(unwrap(path));
        changes.add(new Change.Deleted(unwrap(path)));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        real.move(unwrap(from), unwrap(to), options);
        changes.add(new Change.Moved(unwrap(from), unwrap(to)));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(unwrap(path), type, options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(unwrap(path), modes);
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        FileStore store = real.getFileStore(unwrap(path));
        return new FileStore() {
            @Override
            public long getUsableSpace() throws IOException {
                return Math.min(store.getUsableSpace(), capacityBytes - used());
            }

            @Override
            public long getUnallocatedSpace() throws IOException {
                return getUsableSpace();
            }

            @Override
            public long getTotalSpace() {
                return capacityBytes;
            }

            @Override
            public String name() {
                return store.name();
            }

            @Override
            public String type() {
                return store.type();
            }

            @Override
            public boolean isReadOnly() {
                return false;
            }

            @Override
            public boolean supportsFileAttributeView(Class<? extends java.nio.file.attribute.FileAttributeView> type) {
                return store.supportsFileAttributeView(type);
            }

            @Override
            public boolean supportsFileAttributeView(String name) {
                return store.supportsFileAttributeView(name);
            }

            @Override
            public <V extends java.nio.file.attribute.FileStoreAttributeView> V getFileStoreAttributeView(
                    Class<V> type) {
                return store.getFileStoreAttributeView(type);
            }

            @Override
            public Object getAttribute(String attribute) throws IOException {
                return store.getAttribute(attribute);
            }
        };
    }

    /** Writes through, and writes down. */
    private final class RecordedChannel extends FileChannel {
        private final Path path;
        private final FileChannel channel;

        RecordedChannel(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            if (capacityBytes != Long.MAX_VALUE && used() + bytes.remaining() > capacityBytes) {
                throw new IOException("No space left on device");
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            int written = channel.write(bytes, position);
            changes.add(new Change.Wrote(path, position, java.util.Arrays.copyOf(copy, written)));
            return written;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = write(bytes, channel.position());
            channel.position(channel.position() + written);
            return written;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            channel.truncate(size);
            changes.add(new Change.Cut(path, size));
            return this;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            beforeForce.run();
            if (forceFails) {
                throw new IOException("Input/output error");
            }
            int at = changes.size();
            channel.force(metadata);
            // Only what was written before the force began is sure to be on the disk.
            changes.add(at, new Change.Forced(path));
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }

    private final class RecordedSystem extends FileSystem {
        private final FileSystem inner;

        RecordedSystem(FileSystem inner) {
            this.inner = inner;
        }

        @Override
        public FileSystemProvider provider() {
            return RecordedDisk.this;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return inner.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return inner.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return inner.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return inner.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return wrap(inner.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public String getScheme() {
        return "recorded";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(unwrap(one), unwrap(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(unwrap(path));
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(unwrap(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(unwrap(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(unwrap(path), attribute, value, options);
    }
}
