package robotaxi.city.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import robotaxi.city.CityConfig;
import robotaxi.city.fleet.FleetCar;
import robotaxi.city.road.LaneWay;
import robotaxi.city.road.LocalFrame;
import robotaxi.city.road.Pose;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;

/** Puts every car where it was left, where the configuration says, or on a chance spot of the roads. */
final class FleetStart {
    private FleetStart() {}

    static List<FleetCar> place(
            CityConfig config, Map<String, FleetCar.SavedCar> saved, RoadGraph graph, RandomGenerator chance) {
        LocalFrame frame = ConfigFile.frame(config);
        List<FleetCar> cars = new ArrayList<>();
        for (CityConfig.Car car : config.cars()) {
            // Drawn for every car, so that one with a saved place does not shift the chances of the next.
            Pose spot = spot(graph.anyWithin(config.radius(), chance), chance);
            double battery = 70 + 30 * chance.nextDouble();
            Double latitude = car.latitude();
            Double longitude = car.longitude();
            if (latitude != null && longitude != null) {
                spot = nearest(graph, frame.xOf(longitude), frame.yOf(latitude));
            }
            FleetCar.SavedCar start = saved.getOrDefault(
                    car.vehicleId(), new FleetCar.SavedCar(spot.x(), spot.y(), spot.heading(), battery, 0, false));
            cars.add(new FleetCar(car.vehicleId(), start, chance));
        }
        return cars;
    }

    private static Pose spot(Road road, RandomGenerator chance) {
        LaneWay lane = LaneWay.along(List.of(road));
        return lane.path().at(lane.path().lengthMetres() * (0.2 + 0.6 * chance.nextDouble()));
    }

    private static Pose nearest(RoadGraph graph, double x, double y) {
        Pose best = new Pose(x, y, 0);
        double away = Double.MAX_VALUE;
        for (Road road : graph.roads()) {
            double at = road.line().project(x, y, 0, road.line().lengthMetres());
            Pose pose = road.line().at(at);
            if (pose.distanceTo(x, y) < away) {
                away = pose.distanceTo(x, y);
                best = pose.moved(0, -road.laneOffsetMetres(), 0);
            }
        }
        return best;
    }
}
