package robotaxi.onboard.model;

/**
 * What the model sees of one moment. Frames stay encoded until the model's turn comes, since most are never looked at.
 *
 * @param olderJpeg frame of the front camera, about 0.2 s older than the newest
 * @param newestJpeg newest frame
 * @param egoHistory [16, 4] x, y (m, rig frame now), yaw (rad), speed (m/s); 10 Hz, oldest first, the last is now
 * @param route [20, 2] waypoints ahead, metres, rig frame now, 80/19 m apart
 * @param context speed limit m/s, way to the route's end m (at most 100), speed m/s, acceleration m/s2
 */
@SuppressWarnings("ArrayRecordComponent") // tensors: handed over, never compared
public record Observation(byte[] olderJpeg, byte[] newestJpeg, float[] egoHistory, float[] route, float[] context) {
    /** Poses of history. */
    public static final int HISTORY = 16;

    /** Waypoints ahead. */
    public static final int WAYPOINTS = 20;

    /** Metres between waypoints. */
    public static final double WAYPOINT_SPACING = 80.0 / 19;
}
