package robotaxi.dispatch.ride;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static robotaxi.dispatch.ride.RideState.ARRIVED;
import static robotaxi.dispatch.ride.RideState.BOARDING;
import static robotaxi.dispatch.ride.RideState.CANCELLED_NO_SHOW;
import static robotaxi.dispatch.ride.RideState.CANCELLED_NO_SUPPLY;
import static robotaxi.dispatch.ride.RideState.CANCELLED_OPERATOR;
import static robotaxi.dispatch.ride.RideState.CANCELLED_RIDER;
import static robotaxi.dispatch.ride.RideState.COMPLETED;
import static robotaxi.dispatch.ride.RideState.EN_ROUTE;
import static robotaxi.dispatch.ride.RideState.HOLD;
import static robotaxi.dispatch.ride.RideState.INTERRUPTED;
import static robotaxi.dispatch.ride.RideState.IN_RIDE;
import static robotaxi.dispatch.ride.RideState.MATCHED;
import static robotaxi.dispatch.ride.RideState.REASSIGNING;
import static robotaxi.dispatch.ride.RideState.REQUESTED;
import static robotaxi.dispatch.ride.RideState.SCHEDULED;
import static robotaxi.dispatch.ride.RideState.STOPPED;
import static robotaxi.dispatch.ride.RideState.TRANSFER;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import robotaxi.kit.problem.ErrorCode;

/** Walks every state against every state, so that the drawing in {@link RideState} stays true. */
class RideStateTest {
    private static final Map<RideState, Set<RideState>> DRAWN = Map.ofEntries(
            entry(SCHEDULED, Set.of(REQUESTED, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            entry(REQUESTED, Set.of(MATCHED, CANCELLED_NO_SUPPLY, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            entry(MATCHED, Set.of(EN_ROUTE, ARRIVED, REQUESTED, TRANSFER, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            entry(EN_ROUTE, Set.of(ARRIVED, REASSIGNING, TRANSFER, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            entry(
                    ARRIVED,
                    Set.of(BOARDING, REASSIGNING, TRANSFER, CANCELLED_NO_SHOW, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            entry(
                    BOARDING,
                    Set.of(IN_RIDE, REASSIGNING, TRANSFER, CANCELLED_NO_SHOW, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            entry(IN_RIDE, Set.of(STOPPED, INTERRUPTED, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            entry(STOPPED, Set.of(IN_RIDE, HOLD, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            entry(HOLD, Set.of(IN_RIDE, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            entry(INTERRUPTED, Set.of(IN_RIDE, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            entry(REASSIGNING, Set.of(MATCHED, CANCELLED_NO_SUPPLY, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            entry(TRANSFER, Set.of(MATCHED, CANCELLED_RIDER, CANCELLED_OPERATOR)));

    static Stream<Arguments> pairs() {
        return Arrays.stream(RideState.values())
                .flatMap(from -> Arrays.stream(RideState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void aMoveIsMadeIfItIsDrawnAndElseRefusedWithTheStateThatItMet(RideState from, RideState to) {
        Ride ride = TestRides.in(from);
        Ride.Move move = ride.to(to, TestRides.LATER);
        if (DRAWN.getOrDefault(from, Set.of()).contains(to)) {
            assertThat(move).isInstanceOfSatisfying(Ride.Move.Done.class, done -> {
                assertThat(done.ride().state()).isEqualTo(to);
                assertThat(done.ride().version()).isEqualTo(ride.version() + 1);
                assertThat(done.ride().stateSince()).isEqualTo(TestRides.LATER);
            });
        } else {
            ErrorCode reason = DRAWN.containsKey(from) ? RideError.STATE_CONFLICT : RideError.ALREADY_OVER;
            assertThat(move).isEqualTo(new Ride.Move.Refused(ride, reason));
        }
    }

    @ParameterizedTest(name = "{0}")
    @org.junit.jupiter.params.provider.EnumSource
    void aStateIsFinalIfNothingIsDrawnAfterIt(RideState state) {
        assertThat(state.isFinal()).isEqualTo(!DRAWN.containsKey(state));
        assertThat(state.wireName()).matches("[a-z]+(-[a-z]+)*");
    }
}
