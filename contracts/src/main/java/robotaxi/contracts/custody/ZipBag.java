package robotaxi.contracts.custody;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A package as it was downloaded: a ZIP whose files lie in one folder. */
public final class ZipBag implements Bag, AutoCloseable {
    private final ZipFile zip;
    private final String folder;
    private final SortedSet<String> names = new TreeSet<>();

    /**
     * Opens a file.
     *
     * @throws CustodyException if a name in it occurs twice or leads out of its folder
     */
    public ZipBag(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
        try {
            folder = read(zip, names);
        } catch (CustodyException e) {
            zip.close();
            throw e;
        }
    }

    private static String read(ZipFile zip, SortedSet<String> names) {
        String folder = "";
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            String name = all.nextElement().getName();
            int slash = name.indexOf('/');
            String own = name.substring(0, slash + 1);
            if (slash < 1 || name.contains("..") || (!folder.isEmpty() && !folder.equals(own))) {
                throw new CustodyException("the package has not one folder: " + name);
            }
            folder = own;
            if (!names.add(name.substring(slash + 1))) {
                throw new CustodyException("two files have one name: " + name);
            }
        }
        return folder;
    }

    @Override
    public SortedSet<String> names() {
        return java.util.Collections.unmodifiableSortedSet(names);
    }

    @Override
    public InputStream open(String name) {
        try {
            return zip.getInputStream(zip.getEntry(folder + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
