package robotaxi.incident.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CarChainTest {
    private static final String NONE = "0".repeat(64);

    private static List<CarChain.Link> chain(int length) {
        List<CarChain.Link> links = new ArrayList<>();
        for (int i = 1; i <= length; i++) {
            links.add(new CarChain.Link(i, i == 1 ? NONE : "entry " + (i - 1), "entry " + i));
        }
        return links;
    }

    @Test
    void inWhateverOrderItCameItIsIntact() {
        List<CarChain.Link> links = chain(20);
        Collections.shuffle(links, new Random(1));

        assertThat(CarChain.of(links)).isEqualTo(new CarChain(CarChain.State.INTACT, 20, List.of(), List.of()));
        assertThat(CarChain.of(List.of()).state()).isEqualTo(CarChain.State.INTACT);
    }

    @Test
    void whatHasNotComeIsAGapWithItsNumbers() {
        List<CarChain.Link> links = chain(9);
        links.removeIf(link -> link.sequence() == 1 || link.sequence() == 4 || link.sequence() == 5);

        assertThat(CarChain.of(links)).isEqualTo(new CarChain(CarChain.State.GAP, 9, List.of(1L, 4L, 5L), List.of()));
    }

    @Test
    void twoStoriesAreAFork() {
        List<CarChain.Link> links = chain(5);
        links.add(new CarChain.Link(3, "entry 2", "another 3"));

        assertThat(CarChain.of(links).state()).isEqualTo(CarChain.State.FORK);
        assertThat(CarChain.of(links).forks()).containsExactly(3L);
    }

    @Test
    void anEntryThatFollowsNoneOfThoseBeforeIsAFork() {
        List<CarChain.Link> links = chain(3);
        links.add(new CarChain.Link(4, "something else", "entry 4"));

        assertThat(CarChain.of(links).forks()).containsExactly(4L);
        assertThat(CarChain.of(List.of(new CarChain.Link(1, "something", "entry 1")))
                        .forks())
                .containsExactly(1L);
    }

    @Test
    void aGapOfMillionsNamesAHundred() {
        var far = new CarChain.Link(5_000_000, "entry", "entry 5");

        CarChain chain = CarChain.of(List.of(far));

        assertThat(chain.state()).isEqualTo(CarChain.State.GAP);
        assertThat(chain.missing()).hasSize(CarChain.MOST_NAMED);
        assertThat(chain.sequence()).isEqualTo(5_000_000);
    }
}
