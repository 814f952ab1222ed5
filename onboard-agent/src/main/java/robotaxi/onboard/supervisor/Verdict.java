package robotaxi.onboard.supervisor;

/** What the supervisor says to a plan. */
public sealed interface Verdict {
    /** The plan may be driven, within the speed caps. */
    record Approved() implements Verdict {}

    /** The plan must not be driven. */
    record Vetoed(String code, String detail) implements Verdict {}
}
