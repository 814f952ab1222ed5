package robotaxi.city.view;

import robotaxi.city.road.Pose;

/**
 * Something that stands or moves on the roads.
 *
 * @param id stable while it exists
 * @param kind what it looks like
 * @param centre middle of its box, in local metres
 * @param speedMetresPerSecond along its heading
 * @param braking its brake lights shine
 */
public record Body(String id, Kind kind, Pose centre, double speedMetresPerSecond, boolean braking) {

    /** What a body is, and its size in metres. */
    public enum Kind {
        /** A car of the fleet. */
        FLEET(4.8, 1.9, 1.5),
        /** Somebody else's car. */
        CAR(4.4, 1.8, 1.45),
        /** Somebody on foot. */
        PEDESTRIAN(0.5, 0.6, 1.75),
        /** Somebody on a bicycle. */
        CYCLIST(1.8, 0.6, 1.75),
        /** Somebody on a scooter. */
        SCOOTER(1.2, 0.6, 1.8),
        /** A traffic cone. */
        CONE(0.4, 0.4, 0.75),
        /** An ambulance or fire engine; braking says that its blue lights are on at this moment. */
        EMERGENCY(5.8, 2.1, 2.75),
        /** A person in the road who directs traffic. */
        MARSHAL(0.5, 0.6, 1.75);

        private final double length;
        private final double width;
        private final double height;

        Kind(double length, double width, double height) {
            this.length = length;
            this.width = width;
            this.height = height;
        }

        /** Extent along the heading, metres. */
        public double lengthMetres() {
            return length;
        }

        /** Extent across, metres. */
        public double widthMetres() {
            return width;
        }

        /** Extent upwards, metres. */
        public double heightMetres() {
            return height;
        }
    }

    /** The same body where it was or will be after so many seconds at its speed. */
    public Body after(double seconds) {
        return new Body(id, kind, centre.moved(speedMetresPerSecond * seconds, 0, 0), speedMetresPerSecond, braking);
    }
}
