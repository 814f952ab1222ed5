package robotaxi.benchmarks.custody;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Small accidents and small crimes. */
final class Bytes {
    private Bytes() {}

    /** One bit is another. */
    static byte[] flipped(byte[] content, SplittableRandom chance) {
        byte[] changed = content.clone();
        if (changed.length > 0) {
            changed[chance.nextInt(changed.length)] ^= (byte) (1 << chance.nextInt(8));
        }
        return changed;
    }

    /** Two stretches have changed places. */
    static byte[] moved(byte[] content, SplittableRandom chance) {
        if (content.length < 4) {
            return content;
        }
        int from = chance.nextInt(content.length - 2);
        int to = chance.nextInt(from + 1, content.length - 1);
        byte[] changed = content.clone();
        byte kept = changed[from];
        System.arraycopy(changed, from + 1, changed, from, to - from);
        changed[to] = kept;
        return changed;
    }

    /** Some more in the middle. */
    static byte[] inserted(byte[] content, SplittableRandom chance) {
        byte[] more = new byte[chance.nextInt(1, 50)];
        chance.nextBytes(more);
        int at = chance.nextInt(content.length + 1);
        byte[] changed = Arrays.copyOf(content, content.length + more.length);
        System.arraycopy(content, at, changed, at + more.length, content.length - at);
        System.arraycopy(more, 0, changed, at, more.length);
        return changed;
    }
}
