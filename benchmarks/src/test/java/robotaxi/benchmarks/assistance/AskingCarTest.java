package robotaxi.benchmarks.assistance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistNews;

/** The checker counts by the world, so it must be seen to count: and the figures beside it are what theory says. */
class AskingCarTest {
    private final AskingCar car = new AskingCar();

    private GiveAdvice advice() {
        List<AssistNews> news = car.ask();
        var question = ((AssistNews.Asked) news.getLast()).question();
        return GiveAdvice.newBuilder()
                .setRequestId(question.id())
                .setSceneId(question.scene().id())
                .setOptionId("left")
                .build();
    }

    @Test
    void goodAdviceIsTakenAndIsNotStale() {
        AskingCar.Judged judged = car.advise("c", advice());

        assertThat(judged.news().verdict()).isInstanceOf(AdviceVerdict.Accepted.class);
        assertThat(judged.isStale()).isFalse();
        assertThat(car.moveOn()).hasAtLeastOneElementOfType(AssistNews.Closed.class);
    }

    @Test
    void aCarThatHasSeenTheChangeRefuses() {
        GiveAdvice advice = advice();
        car.changeWorld();
        assertThat(car.tick()).isNotNull();
        AskingCar.Judged judged = car.advise("c", advice);

        assertThat(judged.news().verdict()).isInstanceOf(AdviceVerdict.Refused.class);
    }

    @Test
    void adviceThatIsAppliedToAnotherWorldIsCounted() {
        GiveAdvice advice = advice();
        // The world changes and the car does not look: what no car may do, and what the checker must see.
        car.changeWorld();

        assertThat(car.advise("c", advice).isStale()).isTrue();
    }

    @Test
    void queueingTheoryAgreesWithItsTextbook() {
        assertThat(ErlangC.servedWithin(0, 1, 0.5, 10)).isCloseTo(0.5, within(1e-9));
        assertThat(ErlangC.servedWithin(0, 2, 1, 10)).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(ErlangC.servedWithin(3, 70, 52.5, 12)).isBetween(0.999, 1.0);
        assertThat(ErlangC.servedWithin(3, 70, 71, 12)).isZero();
    }
}
