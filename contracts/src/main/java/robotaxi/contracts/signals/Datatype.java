package robotaxi.contracts.signals;

import java.util.Locale;
import java.util.Optional;

/** VSS datatypes that occur, and what a value of each is in Java. */
public enum Datatype {
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link String}. */
    STRING,
    /** {@link Float}. */
    FLOAT,
    /** {@link Double}. */
    DOUBLE,
    /** {@link Long}, 0 to 4,294,967,295. */
    UINT32,
    /** {@link Long}, 0 and up; what is beyond its largest is not held. */
    UINT64;

    private static final long LARGEST_UINT32 = 0xffff_ffffL;

    /** As VSS spells it. */
    public String vssName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The number as this type; whole types drop the fraction. Empty if the type cannot hold it, or for NaN and infinities. */
    Optional<Object> hold(double number) {
        if (!Double.isFinite(number)) {
            return Optional.empty();
        }
        return switch (this) {
            case FLOAT -> Float.isFinite((float) number) ? Optional.of((float) number) : Optional.empty();
            case DOUBLE -> Optional.of(number);
            case UINT32 -> number >= 0 && number < LARGEST_UINT32 + 1.0 ? Optional.of((long) number) : Optional.empty();
            case UINT64 -> number >= 0 && number < 0x1p63 ? Optional.of((long) number) : Optional.empty();
            case BOOLEAN, STRING -> throw new IllegalStateException("A number is no " + vssName());
        };
    }
}
