package robotaxi.city.fleet.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robotaxi.city.fleet.FleetCar;
import robotaxi.city.fleet.Moment;
import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

class WireTest {

    @ParameterizedTest(name = "{0} heading {1}: {2}")
    @CsvSource({
        "CAR, 0, car",
        "FLEET, 0, car",
        "PEDESTRIAN, 180, pedestrian",
        "EMERGENCY, 0, emergency-vehicle",
        "EMERGENCY, 90, emergency-vehicle",
        "EMERGENCY, 180, "
    })
    void theRadarTellsWhatGoesOurWayOrCrosses(Body.Kind kind, int degrees, String told) {
        var saved = new FleetCar.SavedCar(0, 0, 0, 80, 0, false);
        FleetCar car = new FleetCar("car-01", saved, new SplittableRandom(1));
        Body body = new Body("body", kind, new Pose(40, 3, Math.toRadians(degrees)), 8, false);
        car.look(0.1, List.of(body), Set.of());
        var tracks = Wire.report("car-01", Moment.of(car, 0)).getTracksList();
        if (told == null) {
            assertThat(tracks).as("who comes towards us is in the other lane").isEmpty();
        } else {
            assertThat(tracks)
                    .singleElement()
                    .satisfies(track -> assertThat(track.getKind()).isEqualTo(told));
        }
    }
}
