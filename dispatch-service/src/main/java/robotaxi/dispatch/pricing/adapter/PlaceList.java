package robotaxi.dispatch.pricing.adapter;

import java.util.ArrayList;
import java.util.List;
import robotaxi.dispatch.ride.Itinerary;
import robotaxi.dispatch.routing.Place;

/** Places as numbers in a column: latitude and longitude in turn. */
public final class PlaceList {
    private PlaceList() {}

    /** The places between pick-up and drop-off. */
    public static double[] between(Itinerary way) {
        return numbers(way.places().subList(1, way.places().size() - 1));
    }

    private static double[] numbers(List<Place> places) {
        double[] numbers = new double[2 * places.size()];
        for (int i = 0; i < places.size(); i++) {
            numbers[2 * i] = places.get(i).latitude();
            numbers[2 * i + 1] = places.get(i).longitude();
        }
        return numbers;
    }

    /** A way from its columns. */
    public static Itinerary way(Place pickup, double[] stops, Place dropoff, int next) {
        List<Place> places = new ArrayList<>();
        places.add(pickup);
        for (int i = 0; i + 1 < stops.length; i += 2) {
            places.add(new Place(stops[i], stops[i + 1]));
        }
        places.add(dropoff);
        return new Itinerary(places, next);
    }
}
