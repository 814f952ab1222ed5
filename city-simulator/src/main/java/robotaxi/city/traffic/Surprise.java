package robotaxi.city.traffic;

import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

/** Something that makes a car of the fleet brake hard; it plays out by itself and is gone after a while. */
public sealed interface Surprise {

    /** The same surprise a little later. */
    Surprise after(double seconds);

    /** Nothing is left of it. */
    boolean over();

    /** What can be seen of it. */
    Body body();

    /**
     * A vehicle right ahead that brakes to a stop.
     *
     * @param id of its body
     * @param path what it drives along
     * @param atMetres middle of the vehicle on the path
     * @param speed metres a second
     * @param ageSeconds since it appeared
     */
    record BrakingVehicle(String id, Path path, double atMetres, double speed, double ageSeconds) implements Surprise {
        private static final double STEADY_SECONDS = 0.6;
        private static final double BRAKING = 7;
        private static final double GONE_SECONDS = 6.5;

        @Override
        public BrakingVehicle after(double seconds) {
            double next = ageSeconds < STEADY_SECONDS ? speed : Math.max(0, speed - BRAKING * seconds);
            return new BrakingVehicle(id, path, atMetres + (speed + next) / 2 * seconds, next, ageSeconds + seconds);
        }

        @Override
        public boolean over() {
            return ageSeconds > GONE_SECONDS;
        }

        @Override
        public Body body() {
            return new Body(id, Body.Kind.CAR, path.at(atMetres), speed, ageSeconds >= STEADY_SECONDS);
        }
    }

    /**
     * Somebody who steps out in front of the car, hesitates there, and walks on.
     *
     * @param id of the body
     * @param place where the way is crossed; heading along the way
     * @param leftMetres where the walker is across the way
     * @param ageSeconds since the walker appeared
     */
    record Walker(String id, Pose place, double leftMetres, double ageSeconds) implements Surprise {
        private static final double WALK = 1.6;
        private static final double HESITATES_SECONDS = 2.5;

        /** On the right of the way, about to step out. */
        public static Walker aboutToCross(String id, Pose place) {
            return new Walker(id, place, -2.4, 0);
        }

        @Override
        public Walker after(double seconds) {
            return new Walker(id, place, leftMetres + speed() * seconds, ageSeconds + seconds);
        }

        private double speed() {
            double reached = (2.4 - 0.2) / WALK;
            return ageSeconds < reached || ageSeconds > reached + HESITATES_SECONDS ? WALK : 0;
        }

        @Override
        public boolean over() {
            return leftMetres > 6;
        }

        @Override
        public Body body() {
            return new Body(id, Body.Kind.PEDESTRIAN, place.moved(0, leftMetres, Math.PI / 2), speed(), false);
        }
    }

    /**
     * A vehicle that stands in the right half of the lane for a while. Nobody drives through it: who cannot wait must go around.
     *
     * @param id of its body
     * @param place its middle
     * @param ageSeconds since it stopped
     */
    record DoubleParked(String id, Pose place, double ageSeconds) implements Surprise {
        private static final String NAME = "double-parked-";
        private static final double RIGHT_METRES = 0.9;
        private static final double STAYS_SECONDS = 90;

        /** In the lane whose middle this is. */
        static DoubleParked at(String id, Pose middle) {
            return new DoubleParked(id, middle.moved(0, -RIGHT_METRES, 0), 0);
        }

        /** Whether a body is one. */
        public static boolean isOne(Body body) {
            return body.id().startsWith(NAME);
        }

        @Override
        public DoubleParked after(double seconds) {
            return new DoubleParked(id, place, ageSeconds + seconds);
        }

        @Override
        public boolean over() {
            return ageSeconds > STAYS_SECONDS;
        }

        @Override
        public Body body() {
            return new Body(id, Body.Kind.CAR, place, 0, true);
        }
    }
}
