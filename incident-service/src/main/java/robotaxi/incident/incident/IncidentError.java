package robotaxi.incident.incident;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about incidents. */
public final class IncidentError {
    /** There is none with this id. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("incident.unknown", Category.UNKNOWN, "There is no such incident");
    /** Severity, reason, cursor or filter cannot be used. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("incident.malformed", Category.CALLER, "The request cannot be read");
    /** The state stands against it. */
    public static final ErrorCode ILLEGAL_ACT =
            new ErrorCode("incident.illegal-act", Category.REFUSED, "The incident's state does not allow this");
    /** No such still. */
    public static final ErrorCode KEY_FRAME_UNKNOWN =
            new ErrorCode("incident.key-frame-unknown", Category.UNKNOWN, "There is no such key frame");
    /** No recording, or not yet. */
    public static final ErrorCode CLIP_UNKNOWN = new ErrorCode(
            "incident.clip-unknown", Category.UNKNOWN, "There is no recording of this incident, or not yet");
    /** No such camera in it. */
    public static final ErrorCode CAMERA_UNKNOWN = new ErrorCode(
            "incident.camera-unknown", Category.UNKNOWN, "There is no picture of such a camera in the recording");
    /** No such picture in it. */
    public static final ErrorCode FRAME_UNKNOWN =
            new ErrorCode("incident.frame-unknown", Category.UNKNOWN, "There is no such frame in the recording");

    private IncidentError() {}
}
