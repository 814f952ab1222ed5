package robotaxi.contracts.custody;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;

/** The files of a package, by their paths with slashes. */
public interface Bag {
    /** All of them. */
    SortedSet<String> names();

    /** The content of one that is there. */
    InputStream open(String name) throws IOException;

    /** The whole of one, as bytes. */
    default byte[] bytes(String name) throws IOException {
        if (!names().contains(name)) {
            throw new CustodyException(name + " is missing");
        }
        try (InputStream content = open(name)) {
            return content.readAllBytes();
        }
    }

    /** The whole of one, as a text. Bytes that are no UTF-8 make another text, whose hash is another one. */
    default String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
