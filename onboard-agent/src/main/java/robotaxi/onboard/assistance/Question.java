package robotaxi.onboard.assistance;

/**
 * A question that the car has asked.
 *
 * @param expiresNanos monotonic: after this no advice is taken
 */
public record Question(String id, Cause cause, String missionId, long expiresNanos, Scene scene) {
    Question with(Scene newer) {
        return new Question(id, cause, missionId, expiresNanos, newer);
    }
}
