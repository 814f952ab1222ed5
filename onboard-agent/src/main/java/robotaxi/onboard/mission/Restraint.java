package robotaxi.onboard.mission;

/** What keeps the car from driving its mission to the end. */
public interface Restraint {
    /** Nothing does. */
    Restraint NONE = new Restraint() {
        @Override
        public boolean stopsNow() {
            return false;
        }

        @Override
        public double endMetres(Mission mission, double hereMetres, double speed) {
            return Double.POSITIVE_INFINITY;
        }
    };

    /** The car is to stop in its lane and stand there. */
    boolean stopsNow();

    /**
     * Where the car is to stand; beyond the route's end if nothing hinders.
     *
     * @param hereMetres how far the car is, from the route's start
     * @param speed metres a second
     * @return way from the route's start
     */
    double endMetres(Mission mission, double hereMetres, double speed);

    /** This one and another: whoever stops the car earlier has his way. */
    default Restraint and(Restraint other) {
        Restraint one = this;
        return new Restraint() {
            @Override
            public boolean stopsNow() {
                return one.stopsNow() || other.stopsNow();
            }

            @Override
            public double endMetres(Mission mission, double hereMetres, double speed) {
                return Math.min(one.endMetres(mission, hereMetres, speed), other.endMetres(mission, hereMetres, speed));
            }
        };
    }
}
