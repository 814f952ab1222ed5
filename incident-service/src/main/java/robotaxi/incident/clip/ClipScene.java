package robotaxi.incident.clip;

import java.util.List;

/**
 * What a recording shows from above, thinned to a look each fifth of a second. Times are seconds from the recording's first message,
 * places metres east and north of the recording's own origin.
 *
 * @param poses where the car was, its rear axle
 * @param looks what the radar followed
 * @param candidates what was weighed beside the chosen plan, with the supervisor's word
 * @param modes who drove, each change
 */
public record ClipScene(List<Pose> poses, List<Look> looks, List<Candidate> candidates, List<Mode> modes) {
    /** Heading counter-clockwise from east, radians. */
    public record Pose(double tSeconds, double x, double y, double headingRadians) {}

    /** All that was followed at a time. */
    public record Look(double tSeconds, List<Thing> things) {}

    /**
     * Something that is followed.
     *
     * @param speed metres a second
     * @param headingRadians of its movement; 0 while it stands
     */
    public record Thing(
            String id,
            String kind,
            double x,
            double y,
            double speed,
            double headingRadians,
            double lengthMetres,
            double widthMetres) {}

    /** A plan; metres forward and left of the car at that time. */
    public record Candidate(double tSeconds, String source, String verdict, List<Float> xMetres, List<Float> yMetres) {}

    /** From then on. */
    public record Mode(double tSeconds, String mode, String reason) {}
}
