package robotaxi.dispatch.market.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
        first = new MarketLease(database, market, "first", Duration.ofMinutes(1));
        second = new MarketLease(database, market, "second", Duration.ofMinutes(1));
    }

    @Test
    void aLeaseInForceIsNobodyElses() {
        assertThat(first.take()).hasValue(1);
        assertThat(second.take()).isEmpty();
        assertThat(isConfirmed(first, 1)).isTrue();
    }

    @Test
    void aSecondOwnersEpochFencesTheFirst() throws SQLException {
        first.take();
        lapse();
        assertThat(second.take()).hasValue(2);
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
    void aLeaseGivenBackIsAnybodysAtOnce() {
        first.take();
        first.giveBack(1);
        assertThat(isConfirmed(first, 1)).isFalse();
        assertThat(second.take()).hasValue(2);
    }

    @Test
    void onlyTheOwnerInForceGivesBack() throws SQLException {
        first.take();
        lapse();
        second.take();
        first.giveBack(1);
        assertThat(isConfirmed(second, 2)).isTrue();
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
}
