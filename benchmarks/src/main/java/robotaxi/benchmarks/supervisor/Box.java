package robotaxi.benchmarks.supervisor;

/** A rectangle on the ground. */
record Box(double x, double y, double yaw, double halfLength, double halfWidth) {
    /** Two boxes are apart if one of their sides has the other wholly beyond it. */
    boolean touches(Box other) {
        return reaches(other) && other.reaches(this);
    }

    private boolean reaches(Box other) {
        double cosine = Math.abs(Math.cos(yaw - other.yaw));
        double sine = Math.abs(Math.sin(yaw - other.yaw));
        return Math.abs(ahead(other)) < halfLength + other.halfLength * cosine + other.halfWidth * sine
                && Math.abs(left(other)) < halfWidth + other.halfLength * sine + other.halfWidth * cosine;
    }

    /** Half of what it takes of a way. */
    double halfAlong(double way) {
        return halfLength * Math.abs(Math.cos(yaw - way)) + halfWidth * Math.abs(Math.sin(yaw - way));
    }

    /** Half of what it takes across a way. */
    double halfAcross(double way) {
        return halfLength * Math.abs(Math.sin(yaw - way)) + halfWidth * Math.abs(Math.cos(yaw - way));
    }

    private double ahead(Box other) {
        return (other.x - x) * Math.cos(yaw) + (other.y - y) * Math.sin(yaw);
    }

    private double left(Box other) {
        return -(other.x - x) * Math.sin(yaw) + (other.y - y) * Math.cos(yaw);
    }
}
