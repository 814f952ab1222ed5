package robotaxi.onboard.supervisor;

/**
 * Somebody on his way to the car's side.
 *
 * @param ahead of the rear axle, his middle, metres
 * @param left of our way, his middle
 * @param gap between the car's side and his nearer one
 * @param towards speed to our side
 * @param along speed our way
 * @param halfAlong half of what he takes of our way
 */
record Flank(boolean person, double ahead, double left, double gap, double towards, double along, double halfAlong) {
    private static final double DRIFT_SPEED = 0.2;
    private static final double TOUCHING_METRES = 0.25;
    private static final double BESIDE_METRES = 0.5;
    private static final double LEAST_SIDE_METRES = 0.1;
    private static final double LEAST_CLOSING = 0.5;
    private static final double LANE_CHANGE_SPEED = 1.0;
    private static final double ONCOMING_SPEED = 0.5;
    private static final double SLOWING = 0.5;
    private static final double SLOW_SPEED = 3;

    static Flank of(ReferencePath path, Track track) {
        Frenet now = Frenet.of(path, track, 0);
        return new Flank(
                track.kind().equals("pedestrian"),
                now.s(),
                now.d(),
                Math.abs(now.d()) - now.halfAcross() - VehicleShape.HALF_WIDTH_METRES,
                -Math.signum(now.d()) * now.across(),
                now.along(),
                now.halfAlong());
    }

    /**
     * Whether the car, with this speed and acceleration, is past before he is there, and no braking would keep it behind him, or have it
     * stand before one who comes towards it: to brake would only bring the car's side to where he is.
     */
    boolean isPassedBefore(double ownSpeed, double ownAcceleration) {
        double closing = ownSpeed - along;
        if (towards < DRIFT_SPEED || closing < LEAST_CLOSING || ownSpeed < LEAST_CLOSING) {
            return false;
        }
        double toFront = ahead - halfAlong - VehicleShape.REAR_AXLE_TO_FRONT_METRES;
        double stopping =
                closing * SafeDistance.RESPONSE_SECONDS + closing * closing / (2 * SafeDistance.EMERGENCY_BRAKING);
        // Who walks, or comes towards us, keeps his pace; who changes lanes has only begun.
        double pace = person || isOncoming() ? towards : Math.max(towards, LANE_CHANGE_SPEED);
        double hereAfter = (gap - LEAST_SIDE_METRES) / pace;
        if (isOncoming() && SafeDistance.RESPONSE_SECONDS + ownSpeed / SafeDistance.EMERGENCY_BRAKING < hereAfter) {
            return false;
        }
        double pastAfter =
                secondsFor(ahead + halfAlong + VehicleShape.REAR_AXLE_TO_REAR_METRES, closing, ownAcceleration);
        boolean isShorterThanBack = isCarBeside() && pastAfter < backAfter(closing, -toFront);
        return stopping > toFront && (pastAfter < hereAfter || isShorterThanBack);
    }

    /** How long so many metres take; for ever if the braking ends the way before. */
    private static double secondsFor(double metres, double speed, double acceleration) {
        double braking = Math.max(0, -acceleration);
        double square = speed * speed - 2 * braking * metres;
        return square < 0 ? Double.POSITIVE_INFINITY : 2 * metres / (speed + Math.sqrt(square));
    }

    /** How long it takes to fall back behind him by the hardest braking; for ever if he stands. */
    private double backAfter(double closing, double overlap) {
        double braking = SafeDistance.EMERGENCY_BRAKING;
        return along < LEAST_CLOSING
                ? Double.POSITIVE_INFINITY
                : (closing + Math.sqrt(closing * closing + 2 * braking * Math.max(0, overlap))) / braking;
    }

    /** Who is beside us now will not be ahead of us by going on as he does, unless he is faster. */
    boolean isCarBeside() {
        return !person && gap > -TOUCHING_METRES && isBehindOurFront(0);
    }

    private boolean isBehindOurFront(double margin) {
        return ahead - halfAlong < VehicleShape.REAR_AXLE_TO_FRONT_METRES + margin;
    }

    /**
     * Whether he is about to come into the car's side: then it must not move there. Who is behind its rear axle sees it, and it does not
     * help him by braking; but a car that is slow, or slows down anyway, had better stand when he comes. Who comes towards the car is
     * looked at from afar, since both must stop. Lateral distance and response as in {@link SafeDistance#leastSideMetres}.
     */
    boolean comes(double ownSpeed, double ownAcceleration) {
        boolean soonStands = ownSpeed < SLOW_SPEED || ownAcceleration < -SLOWING;
        double rearmost = soonStands ? -VehicleShape.REAR_AXLE_TO_REAR_METRES : halfAlong;
        return (isOncoming() || isBehindOurFront(BESIDE_METRES)) && ahead + halfAlong > rearmost && comesNearer(0);
    }

    /** Whether he is nearer than he must be for how he comes, and so much. */
    private boolean comesNearer(double more) {
        return towards > DRIFT_SPEED && gap > -TOUCHING_METRES && gap < SafeDistance.leastSideMetres(towards) + more;
    }

    /** Whether he comes from the side to which a car goes that is so far to the left of its way and comes back to it. */
    boolean comesAgainst(double ownLeft) {
        return ownLeft * left < 0
                && ahead + halfAlong > -VehicleShape.REAR_AXLE_TO_REAR_METRES
                && comesNearer(Math.abs(ownLeft));
    }

    /** From our front bumper, metres. */
    double gapAhead() {
        return Math.max(0, ahead - halfAlong - VehicleShape.REAR_AXLE_TO_FRONT_METRES);
    }

    private boolean isOncoming() {
        return !person && along < -ONCOMING_SPEED;
    }
}
