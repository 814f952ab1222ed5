package robotaxi.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import robotaxi.gateway.link.LaneProgress.Offer;
import robotaxi.gateway.link.LaneProgress.Taken;

class LaneProgressTest {
    private final LaneProgress lane = new LaneProgress(7);

    @Test
    void itsNumbersCountWhatWasTakenInAndNotWhatComesAgain() {
        var lane = new LaneProgress(0);
        lane.completed(lane.take(1));
        LaneProgress.Taken putOff = lane.take(2);
        lane.take(3);
        lane.hold(putOff);
        lane.refused();
        lane.leftOut(4);
        assertThat(lane.numbers()).isEqualTo(new LaneProgress.Numbers(1, 1, 1, 0, 1, 1, 4));
    }

    @Test
    void whatIsDurableOrUnderWayIsKnownAgain() {
        assertThat(lane.offer(7)).isEqualTo(Offer.DURABLE);
        assertThat(lane.offer(8)).isEqualTo(Offer.NEW);
        Taken eight = lane.take(8);
        assertThat(lane.offer(8)).isEqualTo(Offer.UNDER_WAY);
        assertThat(lane.completed(eight)).hasValue(8);
        assertThat(lane.offer(8)).isEqualTo(Offer.DURABLE);
        assertThatThrownBy(() -> lane.take(8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsAcknowledgedBehindARecordThatIsStillUnderWay() {
        Taken eight = lane.take(8);
        Taken nine = lane.take(9);
        assertThat(lane.completed(nine)).isEmpty();
        assertThat(lane.durable()).isEqualTo(7);
        assertThat(lane.completed(eight)).hasValue(9);
    }

    @Test
    void aJumpIsTheCarsOwnDoing() {
        assertThat(lane.offer(20)).isEqualTo(Offer.NEW);
        assertThat(lane.completed(lane.take(20))).hasValue(20);
        assertThat(lane.offer(12)).isEqualTo(Offer.DURABLE);
    }

    @Test
    void anAcknowledgementDoesNotWaitForAnEndlessStream() {
        List<Long> told = new ArrayList<>();
        Taken before = lane.take(8);
        for (long next = 9; next < 200; next++) {
            Taken taken = lane.take(next);
            lane.completed(before).ifPresent(told::add);
            before = taken;
        }
        assertThat(told).hasSizeBetween(4, 20).isSorted();
    }

    @Test
    void behindAHoleNothingIsTakenUntilTheCarResumes() {
        Taken eight = lane.take(8);
        Taken nine = lane.take(9);
        assertThat(lane.hold(eight)).isTrue();
        assertThat(lane.hold(nine)).as("put off together with eight").isFalse();
        assertThat(lane.offer(10)).isEqualTo(Offer.HELD);
        assertThat(lane.offer(8)).isEqualTo(Offer.HELD);
        assertThat(lane.completed(nine))
                .as("sent before the hold, and sent anew after it")
                .isEmpty();
        assertThat(lane.completed(eight)).isEmpty();
        assertThat(lane.durable()).isEqualTo(7);
        lane.resume();
        assertThat(lane.offer(8)).isEqualTo(Offer.NEW);
        assertThat(lane.completed(lane.take(8))).hasValue(8);
        assertThat(lane.offer(9)).isEqualTo(Offer.NEW);
    }

    /** A car, a log and chance: whatever breaks, what is acknowledged is in the log, once, and in order. */
    @Test
    void neverAcknowledgesWhatIsNotDurable() {
        for (long seed = 0; seed < 300; seed++) {
            var chance = new Random(seed);
            var its = new LaneProgress(0);
            TreeSet<Long> log = new TreeSet<>();
            List<Long> order = new ArrayList<>();
            List<Taken> underWay = new ArrayList<>();
            List<Long> numbers = new ArrayList<>();
            long acknowledged = 0;
            long next = 1;
            for (int step = 0; step < 400; step++) {
                switch (chance.nextInt(8)) {
                    case 0 -> {
                        // The link breaks: the car begins anew behind the last acknowledgement that it heard.
                        its.resume();
                        next = acknowledged + 1;
                    }
                    case 1 -> {
                        if (!underWay.isEmpty()) {
                            its.hold(underWay.removeLast());
                            numbers.removeLast();
                        }
                    }
                    case 2, 3, 4 -> {
                        if (!underWay.isEmpty()) {
                            long stored = numbers.removeFirst();
                            log.add(stored);
                            order.add(stored);
                            acknowledged = Math.max(
                                    acknowledged,
                                    its.completed(underWay.removeFirst()).orElse(0));
                        }
                    }
                    default -> {
                        if (its.offer(next) == Offer.NEW) {
                            underWay.add(its.take(next));
                            numbers.add(next);
                        }
                        next++;
                    }
                }
                assertThat(acknowledged).as("seed %d", seed).isLessThanOrEqualTo(log.isEmpty() ? 0 : log.last());
                for (long each = 1; each <= acknowledged; each++) {
                    assertThat(log).as("seed %d", seed).contains(each);
                }
            }
            assertThat(order)
                    .as("seed %d: nothing twice, nothing out of order", seed)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }
}
