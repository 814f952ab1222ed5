package robotaxi.ota.trust;

import java.util.Locale;

/** The four top-level roles. */
public enum TufRole {
    /** Lists the keys of all roles. Offline. */
    ROOT,
    /** Lists the files. Offline. */
    TARGETS,
    /** Lists the targets versions that belong together. Online. */
    SNAPSHOT,
    /** Says which snapshot is the newest. Online. */
    TIMESTAMP;

    /** As metadata and file names write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
