package robotaxi.kit.problem;

/** A stable reason for a "no". Enums implement it; {@code docs/api/errors.md} lists every one. */
public interface ErrorCode {
    /** For instance {@code ride.unknown}; never changes its meaning. */
    String code();

    /** What the caller should do. */
    Category category();

    /** One sentence for people. */
    String title();
}
