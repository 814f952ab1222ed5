package robotaxi.benchmarks.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.benchmarks.evidence.RideHistory.Hold;

class RideHistoryTest {
    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_000_000 + second);
    }

    /** Moves of a ride from words like {@code "0 requested", "5 matched car-1"}. */
    private static RideStep[] ride(String id, String... moves) {
        List<RideStep> steps = new ArrayList<>();
        String before = "";
        for (int i = 0; i < moves.length; i++) {
            String[] words = moves[i].split(" ", -1);
            Optional<String> vehicle = words.length > 2 ? Optional.of(words[2]) : Optional.empty();
            steps.add(new RideStep(id, i + 1, before, words[1], vehicle, at(Long.parseLong(words[0]))));
            before = words[1];
        }
        return steps.toArray(RideStep[]::new);
    }

    private static RideHistory history(RideStep[]... rides) {
        return new RideHistory(Arrays.stream(rides).flatMap(Arrays::stream).toList());
    }

    @Test
    void aCarServesOneRideAfterTheOther() {
        var history = history(
                ride("a", "0 requested", "1 matched car-1", "2 en-route car-1", "9 cancelled-rider car-1"),
                ride("b", "3 requested", "9 matched car-1", "12 arrived car-1"));
        assertThat(history.holds())
                .containsExactly(new Hold("a", "car-1", at(1), at(9)), new Hold("b", "car-1", at(9), Instant.MAX));
        assertThat(history.doubleMatches()).isEmpty();
        assertThat(history.breaks()).isEmpty();
    }

    @Test
    void twoRidesInOneCarAreFound() {
        var history = history(
                ride("a", "0 requested", "1 matched car-1", "10 en-route car-1"),
                ride("b", "3 requested", "9 matched car-1"),
                ride("c", "3 requested", "9 matched car-2"));
        assertThat(history.doubleMatches()).singleElement().asString().contains("car-1 served ride a and ride b");
    }

    @Test
    void aShortRideInsideALongOneIsFoundEvenIfAnotherLiesBetween() {
        List<Hold> holds = List.of(
                new Hold("long", "car-1", at(0), at(100)),
                new Hold("short", "car-1", at(1), at(2)),
                new Hold("late", "car-1", at(50), at(60)));
        assertThat(RideHistory.overlaps(holds)).hasSize(2);
    }

    @Test
    void holdsThatTouchDoNotOverlap() {
        List<Hold> holds = List.of(
                new Hold("a", "car-1", at(0), at(5)),
                new Hold("b", "car-1", at(5), at(8)),
                new Hold("c", "car-2", at(0), at(8)));
        assertThat(RideHistory.overlaps(holds)).isEmpty();
    }

    @Test
    void aRideMayBeMatchedAnewAfterItsCarFailed() {
        var history = history(ride("a", "0 requested", "1 matched car-1", "5 requested", "6 matched car-2"));
        assertThat(history.doubleMatches()).isEmpty();
        assertThat(history.holds())
                .containsExactly(new Hold("a", "car-1", at(1), at(5)), new Hold("a", "car-2", at(6), Instant.MAX));
    }

    @Test
    void aSecondMatchWithoutGivingBackTheFirstIsFound() {
        var history = history(ride("a", "0 requested", "1 matched car-1", "6 matched car-2"));
        assertThat(history.doubleMatches()).singleElement().asString().contains("ride a was matched at version 3");
    }

    @Test
    void theEndGivesTheCarBackAlthoughTheRideStillNamesIt() {
        var history = history(
                ride("a", "0 requested", "1 matched car-1", "4 in-ride car-1", "8 completed car-1"),
                ride("b", "0 requested", "8 matched car-1"));
        assertThat(history.doubleMatches()).isEmpty();
    }

    @Test
    void aMissingMoveIsFound() {
        List<RideStep> steps =
                new ArrayList<>(List.of(ride("a", "0 requested", "1 matched car-1", "2 en-route car-1")));
        steps.remove(1);
        assertThat(new RideHistory(steps).breaks()).singleElement().asString().contains("from version 1");
    }

    @Test
    void aMoveThatBeginsElsewhereIsFound() {
        List<RideStep> steps = new ArrayList<>(List.of(ride("a", "0 requested", "1 matched car-1")));
        steps.add(new RideStep("a", 3, "arrived", "boarding", Optional.of("car-1"), at(3)));
        assertThat(new RideHistory(steps).breaks()).hasSize(1);
    }
}
