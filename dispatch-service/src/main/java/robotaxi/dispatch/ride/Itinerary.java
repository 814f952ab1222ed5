package robotaxi.dispatch.ride;

import java.util.ArrayList;
import java.util.List;
import robotaxi.dispatch.routing.Place;

/**
 * Where a ride goes, and how far it is: places that it was at, the one that it goes to or stands at, and those after it.
 *
 * @param places pick-up first, drop-off last; at least these two
 * @param next index of the place that the car goes to, or stands at; 0 until the rider is driven
 */
public record Itinerary(List<Place> places, int next) {
    /** More stops ahead than this are no taxi ride. */
    public static final int MOST_STOPS = 5;

    /** Copies, and refuses a way that leads nowhere. */
    public Itinerary {
        places = List.copyOf(places);
        if (places.size() < 2 || next < 0 || next >= places.size()) {
            throw new IllegalArgumentException("no way: " + places.size() + " places, going to " + next);
        }
    }

    /** A way from here to there, without stops. */
    public static Itinerary of(Place pickup, Place dropoff) {
        return new Itinerary(List.of(pickup, dropoff), 0);
    }

    /** Where the rider asked to be met first. */
    public Place pickup() {
        return places.getFirst();
    }

    /** Where the ride ends. */
    public Place dropoff() {
        return places.getLast();
    }

    /** Where the car goes now, or stands: the meeting place, a stop or the drop-off. */
    public Place heading() {
        return places.get(next);
    }

    /** What the car goes to is the drop-off. */
    public boolean isOnLastLeg() {
        return next == places.size() - 1;
    }

    /** Places between what the car goes to and the drop-off, that one counted unless it is the meeting place or the drop-off. */
    public List<Place> stopsAhead() {
        return places.subList(Math.min(Math.max(1, next), places.size() - 1), places.size() - 1);
    }

    /** The rider is aboard: on to the next place. */
    Itinerary onward() {
        return new Itinerary(places, next + 1);
    }

    /** A place before the one that the car goes to, and to it first: a stop at the kerb, or where another car meets the rider. */
    Itinerary firstTo(Place place) {
        List<Place> more = new ArrayList<>(places);
        more.add(next, place);
        return new Itinerary(more, next);
    }

    /** The car has been here on its way to where it goes: a change of the way counts from here. */
    public Itinerary passing(Place place) {
        return firstTo(place).onward();
    }

    /** The same way to another drop-off. */
    public Itinerary endingAt(Place place) {
        List<Place> other = new ArrayList<>(places);
        other.set(other.size() - 1, place);
        return new Itinerary(other, next);
    }

    /** One more stop, the last before the drop-off. */
    public Itinerary stoppingAt(Place place) {
        List<Place> more = new ArrayList<>(places);
        more.add(more.size() - 1, place);
        return new Itinerary(more, next);
    }
}
