package robotaxi.onboard.model;

import java.util.List;

/**
 * What the model sees of one moment. Pictures stay encoded until the model's turn comes, since most are never looked at.
 *
 * @param pictures JPEG or PNG, camera by camera as the model's {@link Eyes} name them, oldest first
 * @param egoHistory [16, 4] x, y (m, rig frame now), yaw (rad), speed (m/s); 10 Hz, oldest first, the last is now
 * @param route [20, 2] waypoints ahead, metres, rig frame now, 80/19 m apart; NaN where nothing is known
 * @param context speed limit m/s, way to the route's end m (at most 100), speed m/s, acceleration m/s2
 */
@SuppressWarnings("ArrayRecordComponent") // tensors: handed over, never compared
public record Observation(List<byte[]> pictures, float[] egoHistory, float[] route, float[] context) {
    /** Poses of history. */
    public static final int HISTORY = 16;

    /** Waypoints ahead. */
    public static final int WAYPOINTS = 20;

    /** Metres between waypoints. */
    public static final double WAYPOINT_SPACING = 80.0 / 19;

    /** Copies the list. */
    public Observation {
        pictures = List.copyOf(pictures);
    }

    /** Metres a second, as the newest pose of the history has it. */
    public double speed() {
        return egoHistory[HISTORY * 4 - 1];
    }
}
