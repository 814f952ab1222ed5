package robotaxi.dispatch.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
    @Test
    void aDegreeOfLatitudeIsAboutElevenHundredthsOfAThousandKilometres() {
        assertThat(new Place(43, 7).distanceMetresTo(new Place(44, 7))).isCloseTo(111_195, within(5.0));
    }

    @ParameterizedTest
    @CsvSource({"90.1, 0", "-90.1, 0", "0, 180.1", "0, -180.1", "NaN, 0", "0, NaN"})
    void whatIsNoPlaceIsRefused(double latitude, double longitude) {
        assertThatThrownBy(() -> new Place(latitude, longitude)).isInstanceOf(IllegalArgumentException.class);
    }
}
