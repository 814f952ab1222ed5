package robotaxi.onboard.assistance;

/** What the fleet must hear of a question. */
public sealed interface AssistNews {
    /** The question. */
    String questionId();

    /** The car asks. */
    record Asked(Question question) implements AssistNews {
        @Override
        public String questionId() {
            return question.id();
        }
    }

    /** The picture of now, or another choice. */
    record Seen(String questionId, Scene scene) implements AssistNews {}

    /** An advice was judged. */
    record Judged(String questionId, String commandId, String sceneId, AdviceVerdict verdict) implements AssistNews {}

    /** It is over. */
    record Closed(String questionId, End end, String detail) implements AssistNews {}

    /** Why a question is over. */
    enum End {
        /** The car went on. */
        MOVED_ON,
        /** The supervisor has brought the car to a minimal-risk condition. */
        MINIMAL_RISK,
        /** The mission is over. */
        MISSION_OVER,
        /** Its time is up. */
        EXPIRED
    }
}
