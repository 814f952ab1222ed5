package robotaxi.onboard.update;

import java.util.Locale;

/** A place for a model package. */
public enum Slot {
    /** The package that came with the program: it cannot be written, and is always there. */
    SHIPPED,
    /** One of two that are written in turn. */
    A,
    /** The other. */
    B;

    /** Its folder's name. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that may be written while this one is in use. */
    public Slot free() {
        return this == A ? B : A;
    }
}
