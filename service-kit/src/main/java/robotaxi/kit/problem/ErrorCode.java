package robotaxi.kit.problem;

/**
 * A stable reason for a "no". Each feature has its own as constants of one class; {@code docs/api/errors.md} lists every one.
 *
 * @param code for instance {@code ride.unknown}; never changes its meaning
 * @param category what the caller should do
 * @param title one sentence for people
 */
public record ErrorCode(String code, Category category, String title) {}
