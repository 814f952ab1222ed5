package robotaxi.ota.driving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateTestTest {
    private static final double ALPHA = 0.01;

    @Test
    void oneEventOfTheReleaseIsWorthTheMeanOfItsLikelihoodRatios() {
        double share = 0.1;
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            double ratio = 1.1 * Math.pow(4 / 1.1, i / 39.0);
            sum += ratio * (1 + share) / (1 + share * ratio);
        }
        assertThat(Math.exp(RateTest.logEvidence(List.of(new Driven(100, 1, 1_000, 0)))))
                .isCloseTo(sum / 40, within(1e-9));
    }

    @Test
    void kilometresWithoutOthersBesideThemSayNothing() {
        assertThat(RateTest.logEvidence(List.of(new Driven(100, 50, 0, 0)))).isZero();
        assertThat(RateTest.logEvidence(List.of())).isZero();
    }

    @Test
    void hoursInWhichAllDriveWorseSayNothingAgainstTheRelease() {
        double calm = RateTest.logEvidence(List.of(new Driven(1_000, 10, 10_000, 100)));
        double mixed = RateTest.logEvidence(List.of(new Driven(500, 1, 5_000, 10), new Driven(500, 19, 5_000, 190)));
        assertThat(mixed).isNegative();
        assertThat(calm).isNegative();
    }

    @Test
    void lookedAtAfterEachEventAGoodReleaseIsSeldomStopped() {
        var chance = new SplittableRandom(7);
        int stopped = 0;
        int runs = 1_000;
        for (int run = 0; run < runs; run++) {
            long own = 0;
            long others = 0;
            boolean stop = false;
            for (int event = 0; event < 1_000 && !stop; event++) {
                if (chance.nextDouble() < 0.1 / 1.1) {
                    own++;
                    stop = RateTest.logEvidence(List.of(new Driven(0.1, own, 1, others))) >= Math.log(1 / ALPHA);
                } else {
                    others++;
                }
            }
            stopped += stop ? 1 : 0;
        }
        assertThat(stopped).isBetween(1, (int) (2 * ALPHA * runs));
    }

    @Test
    void exposureNeededIsThatOfTheReferencesTable() {
        assertThat(ExposureNeeded.events(2, 0.1, ALPHA, 0.5)).isCloseTo(13, within(2.0));
        assertThat(ExposureNeeded.events(2, 0.1, ALPHA, 0.99)).isCloseTo(48, within(5.0));
        assertThat(ExposureNeeded.events(3, 1, ALPHA, 0.9)).isCloseTo(17, within(2.0));
    }

    @Test
    void termsWithoutACanaryOrOthersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrivingTerms.planned(List.of(EventKind.DISENGAGEMENT), 2, ALPHA, 100));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrivingTerms.planned(List.of(EventKind.DISENGAGEMENT), 1, ALPHA, 4));
    }

    @Test
    void kilometresAreCountedAtTheOthersRate() {
        var terms = new DrivingTerms(List.of(EventKind.DISENGAGEMENT), 2, ALPHA, 50);
        var reading = terms.read(EventKind.DISENGAGEMENT, List.of(new Driven(40_000, 40, 400_000, 400)));
        assertThat(reading.neededKilometres()).hasValue(50_000);
        assertThat(reading.enough()).isFalse();
        assertThat(reading.worse()).isFalse();
        assertThat(terms.read(EventKind.DISENGAGEMENT, List.of(new Driven(50_000, 50, 500_000, 500)))
                        .enough())
                .isTrue();
        assertThat(terms.read(EventKind.DISENGAGEMENT, List.of()).neededKilometres())
                .isEmpty();
    }
}
