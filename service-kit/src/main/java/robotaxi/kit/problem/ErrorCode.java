package robotaxi.kit.problem;

import org.jspecify.annotations.Nullable;

/**
 * A stable reason for a "no". Each feature has its own as constants of one class; {@code docs/api/errors.md} lists every one.
 *
 * @param code for instance {@code ride.unknown}; never changes its meaning
 * @param category what the caller should do
 * @param title one sentence for people
 */
public record ErrorCode(String code, Category category, String title) {
    /**
     * A text that a request must hold.
     *
     * @throws FleetException with this code if it is missing or blank
     */
    public String needed(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new FleetException(this, name + " is needed");
        }
        return value;
    }
}
