package robotaxi.onboard.model.adapter;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What came of pictures that were looked at: a frame is seen in four ticks and embedded in one. A picture is known by its own bytes, which
 * the rings hand out again and again; this keeps none of them alive.
 */
final class SeenPictures {
    private final Entry[] entries;
    private int next;

    private static final class Entry {
        private WeakReference<byte[]> picture = new WeakReference<>(null);
        private final float[] embeddings;

        private Entry(int size) {
            embeddings = new float[size];
        }
    }

    SeenPictures(int capacity, int size) {
        entries = new Entry[capacity];
        for (int i = 0; i < capacity; i++) {
            entries[i] = new Entry(size);
        }
    }

    /** What came of it, if it is still known. */
    float @Nullable [] find(byte[] picture) {
        for (Entry entry : entries) {
            if (entry.picture.refersTo(picture)) {
                return entry.embeddings;
            }
        }
        return null;
    }

    /** Room for what comes of a picture; the oldest is forgotten for it. */
    float[] keep(byte[] picture) {
        Entry entry = entries[next];
        next = (next + 1) % entries.length;
        entry.picture = new WeakReference<>(picture);
        return entry.embeddings;
    }
}
