package robotaxi.ota.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.ota.rollout.MaintenanceWindow;
import robotaxi.testkit.TestClock;

/** Blackouts and caps: how many cars may be taken, where and when. */
class TakeCarsTest {
    /** A Monday, half past five in the evening in New York. */
    private static final Instant RUSH_HOUR = Instant.parse("2026-11-23T22:30:00Z");

    private final TestClock clock = new TestClock(RUSH_HOUR);
    private final FakeRestrictions restrictions = new FakeRestrictions();
    private final TakeCars taking = new TakeCars(restrictions, clock);

    private static Blackout blackout(String market, Blackout.Hours hours) {
        return new Blackout("b", market, hours, "rush hour", "ada", Instant.EPOCH);
    }

    private static Blackout.Hours evenings() {
        return new Blackout.Recurring(
                new MaintenanceWindow("0 0 16 ? * MON-FRI", Duration.ofHours(3), ZoneId.of("America/New_York")));
    }

    @Test
    void withoutRestrictionsNothingIsBounded() {
        assertThat(taking.room(false)).isEmpty();
        assertThat(taking.take(false, "manhattan-1")).isTrue();
    }

    @Test
    void aBlackoutClosesItsMarketInItsHours() {
        restrictions.blackouts.add(blackout("manhattan", evenings()));
        assertThat(taking.room(false)).containsExactlyEntriesOf(java.util.Map.of("manhattan", 0L));
        assertThat(taking.mayAsk(false, "manhattan-1")).isFalse();
        assertThat(taking.take(false, "manhattan-1")).isFalse();
        assertThat(taking.take(false, "austin-1")).isTrue();
        clock.advance(Duration.ofHours(2));
        assertThat(taking.take(false, "manhattan-1")).isTrue();
    }

    @Test
    void aBlackoutWithoutAMarketClosesAll() {
        restrictions.blackouts.add(
                blackout(null, new Blackout.Once(RUSH_HOUR.minusSeconds(1), RUSH_HOUR.plusSeconds(1))));
        assertThat(taking.room(false).values()).containsOnly(0L);
        clock.advance(Duration.ofSeconds(1));
        assertThat(taking.room(false)).isEmpty();
    }

    @Test
    void bringingAReleaseOffTheRoadWaitsForNoHourButForTheCap() {
        restrictions.blackouts.add(blackout(null, evenings()));
        restrictions.caps.add(new Cap("", 1, null));
        assertThat(taking.take(true, "manhattan-1")).isTrue();
        restrictions.out = 1;
        assertThat(taking.take(true, "manhattan-1")).isFalse();
    }

    @Test
    void theSmallerOfShareAndNumberCounts() {
        restrictions.caps.add(new Cap("", 5, 15));
        assertThat(taking.room(false)).containsEntry("manhattan", 3L);
        restrictions.caps.add(new Cap("austin", 1, null));
        assertThat(taking.room(false)).containsEntry("austin", 1L);
        restrictions.out = 3;
        assertThat(taking.room(false)).containsEntry("manhattan", 0L).containsEntry("austin", 0L);
        assertThat(taking.take(false, "manhattan-1")).isFalse();
        assertThat(restrictions.locked).containsExactly("manhattan");
    }

    @Test
    void aCapMustCapSomething() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cap("", null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cap("", -1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cap("", null, 101));
        assertThat(new Cap("", 0, null).most(20)).isZero();
    }

    /** Two markets of twenty cars each. */
    private static final class FakeRestrictions implements Restrictions {
        final List<Blackout> blackouts = new ArrayList<>();
        final List<Cap> caps = new ArrayList<>();
        final List<String> locked = new ArrayList<>();
        long out;

        @Override
        public List<Blackout> blackouts() {
            return blackouts;
        }

        @Override
        public void add(Blackout blackout) {
            blackouts.add(blackout);
        }

        @Override
        public boolean removeBlackout(String id) {
            return blackouts.removeIf(blackout -> blackout.id().equals(id));
        }

        @Override
        public List<Cap> caps() {
            return caps;
        }

        @Override
        public void save(Cap cap) {
            caps.add(cap);
        }

        @Override
        public boolean removeCap(String marketId) {
            return caps.removeIf(cap -> cap.marketId().equals(marketId));
        }

        @Override
        public List<MarketService> markets() {
            return List.of(new MarketService("manhattan", 20, out), new MarketService("austin", 20, out));
        }

        @Override
        public String marketOf(String vehicleId) {
            return vehicleId.substring(0, vehicleId.indexOf('-'));
        }

        @Override
        public void lock(String marketId) {
            locked.add(marketId);
        }

        @Override
        public Optional<MarketService> market(String marketId) {
            return markets().stream()
                    .filter(market -> market.marketId().equals(marketId))
                    .findFirst();
        }
    }
}
