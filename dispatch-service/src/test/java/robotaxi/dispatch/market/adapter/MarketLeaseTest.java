package robotaxi.dispatch.market.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;

@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class MarketLeaseTest {
    @Inject
    DataSource database;

    private String market;
    private MarketLease first;
    private MarketLease second;

    @BeforeEach
    void makeTwoOwners() {
        market = "lease-" + UUID.randomUUID();
        first = new MarketLease(database, new Owner(market, "first"));
        second = new MarketLease(database, new Owner(market, "second"));
    }

    @Test
    void aLeaseInForceIsNobodyElses() {
        assertThat(first.take()).hasValue(1);
        assertThat(second.take()).isEmpty();
        assertThat(first.renew(1)).isTrue();
        assertThat(isConfirmed(first, 1)).isTrue();
    }

    @Test
    void aSecondOwnersEpochFencesTheFirst() throws SQLException {
        first.take();
        lapse();
        assertThat(second.take()).hasValue(2);
        assertThat(first.renew(1)).isFalse();
        assertThat(isConfirmed(first, 1)).isFalse();
        assertThat(isConfirmed(second, 2)).isTrue();
        assertThat(first.take()).isEmpty();
    }

    @Test
    void anOwnerThatStartsAnewFencesItsOwnPast() {
        first.take();
        assertThat(first.take()).hasValue(2);
        assertThat(isConfirmed(first, 1)).isFalse();
    }

    @Test
    void aLapsedLeaseThatNobodyTookGoesOn() throws SQLException {
        first.take();
        lapse();
        assertThat(first.renew(1)).isTrue();
        assertThat(second.take()).isEmpty();
    }

    private static boolean isConfirmed(MarketLease lease, long epoch) {
        return QuarkusTransaction.requiringNew().call(() -> lease.confirm(epoch));
    }

    private void lapse() throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "update market_lease set expires_at = now() - interval '1 second' where market_id = ?")) {
            update.setString(1, market);
            update.executeUpdate();
        }
    }

    /** Settings of one instance; what a lease does not ask for is refused. */
    private record Owner(String marketId, String instanceId) implements DispatchConfig {
        @Override
        public Market market() {
            return new City(marketId);
        }

        @Override
        public Instance instance() {
            return new Self(instanceId);
        }

        @Override
        public Tariff tariff() {
            throw new UnsupportedOperationException();
        }
    }

    private record City(String id) implements DispatchConfig.Market {
        @Override
        public String name() {
            return id;
        }

        @Override
        public Path map() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path graphFolder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration tick() {
            return Duration.ofSeconds(2);
        }
    }

    private record Self(String id) implements DispatchConfig.Instance {
        @Override
        public Duration lease() {
            return Duration.ofSeconds(60);
        }
    }
}
