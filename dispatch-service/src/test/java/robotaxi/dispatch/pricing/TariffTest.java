package robotaxi.dispatch.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import robotaxi.dispatch.pricing.Tariff.Fare;

class TariffTest {
    private static final Tariff MONACO = new Tariff(300, 140, 35, 600, 40, 500, 300, "EUR");

    @Test
    void anExampleWorkedByHand() {
        // 300 + 5 km at 140 + 10 min at 35
        assertThat(MONACO.fare(5_000, 600)).isEqualTo(new Fare(1_350, 300, 700, 350, 0, "EUR"));
    }

    @Test
    void aShortWayCostsTheLeastPriceAndSaysWhy() {
        // 300 + 140 + 35 = 475, so 125 are added
        assertThat(MONACO.fare(1_000, 60)).isEqualTo(new Fare(600, 300, 140, 35, 125, "EUR"));
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thePartsSumToTheTotalAndNothingIsNegative(long seed) {
        var random = new Random(seed);
        Tariff tariff = new Tariff(
                random.nextInt(500),
                random.nextInt(300),
                random.nextInt(90),
                random.nextInt(1_500),
                40,
                500,
                300,
                "EUR");
        Fare fare = tariff.fare(random.nextDouble() * 20_000, random.nextDouble() * 3_600);
        assertThat(fare.baseMinor() + fare.distanceMinor() + fare.timeMinor() + fare.toLeastMinor())
                .isEqualTo(fare.totalMinor());
        assertThat(fare.totalMinor()).isGreaterThanOrEqualTo(tariff.leastMinor());
        assertThat(fare.toLeastMinor()).isNotNegative();
    }
}
