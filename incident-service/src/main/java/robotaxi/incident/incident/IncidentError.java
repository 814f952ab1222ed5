package robotaxi.incident.incident;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about incidents. */
public enum IncidentError implements ErrorCode {
    /** There is none with this id. */
    UNKNOWN("incident.unknown", Category.UNKNOWN, "There is no such incident"),
    /** Severity, reason, cursor or filter cannot be used. */
    MALFORMED("incident.malformed", Category.CALLER, "The request cannot be read"),
    /** The state stands against it. */
    ILLEGAL_ACT("incident.illegal-act", Category.REFUSED, "The incident's state does not allow this"),
    /** No such still. */
    KEY_FRAME_UNKNOWN("incident.key-frame-unknown", Category.UNKNOWN, "There is no such key frame"),
    /** No recording, or not yet. */
    CLIP_UNKNOWN("incident.clip-unknown", Category.UNKNOWN, "There is no recording of this incident, or not yet"),
    /** No such picture in it. */
    FRAME_UNKNOWN("incident.frame-unknown", Category.UNKNOWN, "There is no such frame in the recording");

    private final String code;
    private final Category category;
    private final String title;

    IncidentError(String code, Category category, String title) {
        this.code = code;
        this.category = category;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String title() {
        return title;
    }
}
