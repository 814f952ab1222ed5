package robotaxi.contracts.custody;

import java.util.Map;

/**
 * One link of a chain of custody. Its hash is the SHA-256 of its text: the domain tag, the hash of the entry before, the canonical
 * JSON of what it says, and the SHA-256 of the blob that it speaks of, a line each. Canonical JSON holds no line break, so no two
 * entries have one text.
 *
 * @param domain who makes such chains; a link of one is never a link of the other
 * @param previous hash of the entry before, {@link Sha256#NONE} for the first
 * @param meta canonical JSON with at least {@code chain} and {@code sequence}
 * @param blobSha256 of the content, {@link Sha256#NONE} if it speaks of none
 */
public record Entry(Domain domain, String previous, String meta, String blobSha256) {
    private static final int LINES = 4;

    /** Whose chain it is. */
    public enum Domain {
        /** The keeper's: what came in and what was done to it. */
        SERVICE("robotaxi custody entry v1"),
        /** The car's own: what it recorded. */
        VEHICLE("robotaxi vehicle custody entry v1"),
        /** The car's record of what its driving system did. */
        ADS_RECORD("robotaxi driving record entry v1");

        private final String tag;

        Domain(String tag) {
            this.tag = tag;
        }
    }

    /** Refuses hashes that are none. */
    public Entry {
        if (!Sha256.isOne(previous) || !Sha256.isOne(blobSha256) || meta.indexOf('\n') >= 0) {
            throw new CustodyException("no entry: a hash or a line break is wrong");
        }
    }

    /** The entry that follows another one of the chain. */
    public static Entry after(
            Domain domain, String previous, String chain, long sequence, Map<String, Object> says, String blobSha256) {
        Map<String, Object> members = new java.util.TreeMap<>(says);
        members.put("chain", chain);
        members.put("sequence", sequence);
        return new Entry(domain, previous, Meta.canonical(members), blobSha256);
    }

    /** What is hashed, and what a car signs. */
    public String text() {
        return domain.tag + '\n' + previous + '\n' + meta + '\n' + blobSha256 + '\n';
    }

    /** SHA-256 of {@link #text()}. */
    public String hash() {
        return Sha256.of(text());
    }

    /** Its number, from 1; -1 if it says none. */
    public long sequence() {
        return Meta.sequence(meta);
    }

    /** A text that it says, or empty. */
    public String says(String name) {
        return Meta.text(meta, name);
    }

    /**
     * Reads an entry's text.
     *
     * @throws CustodyException if it is none
     */
    public static Entry parse(Domain domain, String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[0].equals(domain.tag) || !lines[LINES].isEmpty()) {
            throw new CustodyException("no entry of such a chain");
        }
        return new Entry(domain, lines[1], lines[2], lines[3]);
    }
}
