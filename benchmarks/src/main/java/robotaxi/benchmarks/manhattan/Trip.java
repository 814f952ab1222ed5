package robotaxi.benchmarks.manhattan;

/** A trip of the day, and what became of it. */
public final class Trip {
    /** What became of a trip. */
    public enum State {
        /** Not yet known to anybody. */
        FUTURE,
        /** Waits. */
        OPEN,
        /** Was picked up. */
        PICKED_UP,
        /** Was not picked up within 600 s. */
        CANCELLED
    }

    final int id;
    final int originLink;
    final int destinationLink;
    final int departure;
    final double km;
    final int millis;
    State state = State.FUTURE;
    int enteredAt;
    int pickedUpAt;

    private Trip(int id, int originLink, int destinationLink, int departure, double km, int millis) {
        this.id = id;
        this.originLink = originLink;
        this.destinationLink = destinationLink;
        this.departure = departure;
        this.km = km;
        this.millis = millis;
    }

    /** The same trip of another day that has not begun. */
    Trip again() {
        return new Trip(id, originLink, destinationLink, departure, km, millis);
    }

    Trip(int id, int originLink, int destinationLink, int departure, Streets streets) {
        this.id = id;
        this.originLink = originLink;
        this.destinationLink = destinationLink;
        this.departure = departure;
        int[] route = streets.route(originLink, destinationLink);
        this.km = streets.kilometres(route);
        this.millis = streets.millis(route);
    }
}
