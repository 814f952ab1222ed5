package robotaxi.kit.http;

import java.io.IOException;
import java.io.InputStream;

/** A body that nobody reads to its end: what still comes of it would all be kept in memory. */
public final class UnreadBody {
    private UnreadBody() {}

    /** Takes no more of it. */
    public static void drop(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // Whoever sent it is gone.
        }
    }
}
