package robotaxi.onboard.supervisor;

/**
 * Somebody as seen along our way: in a bend, who keeps his lane comes no nearer, and who comes nearer does so against the lane.
 *
 * @param s of his middle along our way, from our rear axle, metres
 * @param d of his middle to its left, metres
 * @param along speed our way
 * @param across speed to the left
 * @param halfAlong half of what he takes of our way, metres
 * @param halfAcross half of what he takes across it
 */
record Frenet(double s, double d, double along, double across, double halfAlong, double halfAcross) {
    private static final double STANDING_SPEED = 0.3;

    /** So many seconds from now, if he goes on as he does. */
    static Frenet of(ReferencePath path, Track track, double seconds) {
        double x = track.x() + seconds * track.velocityX();
        double y = track.y() + seconds * track.velocityY();
        int i = path.nearest(x, y);
        Pose2 there = new Pose2(path.x[i], path.y[i], path.yaw[i]);
        double cosine = Math.cos(there.yaw());
        double sine = Math.sin(there.yaw());
        double along = track.velocityX() * cosine + track.velocityY() * sine;
        double across = track.velocityY() * cosine - track.velocityX() * sine;
        // He lies along his own motion; one who stands is taken as lying along our way.
        double speed = Math.hypot(along, across);
        double slant = speed < STANDING_SPEED ? 0 : Math.abs(across) / speed;
        double straight = Math.sqrt(1 - slant * slant);
        double halfLength = track.lengthMetres() / 2;
        double halfWidth = track.widthMetres() / 2;
        return new Frenet(
                i * ReferencePath.STEP_METRES + there.ahead(x, y),
                there.left(x, y),
                along,
                across,
                halfLength * straight + halfWidth * slant,
                halfLength * slant + halfWidth * straight);
    }

    /** The same if he follows the bends of our way as he does now. */
    Frenet after(double seconds) {
        return new Frenet(s + seconds * along, d + seconds * across, along, across, halfAlong, halfAcross);
    }
}
