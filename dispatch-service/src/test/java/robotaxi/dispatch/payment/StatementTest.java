package robotaxi.dispatch.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.payment.Statement.CleaningFee;
import robotaxi.dispatch.payment.Statement.Posting;

/** A ride of 10.00 whose money goes on after its end. */
class StatementTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Statement ride() {
        return new Statement("EUR", Entry.of(EntryKind.QUOTE, 1_000, "EUR", NOW));
    }

    private static Statement with(Statement before, Posting posting) {
        assertThat(posting).isInstanceOf(Posting.Posted.class);
        List<Entry> entries = new ArrayList<>(before.entries());
        entries.add(((Posting.Posted) posting).entry());
        return new Statement("EUR", entries);
    }

    private static Statement cleaned() {
        return with(ride(), ride().chargeCleaning(4_000, NOW));
    }

    private static Statement disputed() {
        return with(cleaned(), cleaned().dispute(NOW));
    }

    private static void assertBalanced(Statement statement) {
        assertThat(Arrays.stream(Account.values())
                        .mapToLong(statement::balanceMinor)
                        .sum())
                .isZero();
    }

    @Test
    void aFeeInDisputeIsNotOwedUntilItIsDecided() {
        assertThat(cleaned().owedMinor()).isEqualTo(5_000);
        assertThat(disputed().owedMinor()).isEqualTo(1_000);
        assertThat(disputed().balanceMinor(Account.DISPUTED)).isEqualTo(4_000);
        assertBalanced(disputed());
    }

    @Test
    void aFeeThatIsUpheldIsOwedAgainAndOneThatIsDroppedNever() {
        Statement upheld = with(disputed(), disputed().decide(true, NOW));
        assertThat(upheld.owedMinor()).isEqualTo(5_000);
        assertThat(upheld.cleaningFee()).isEqualTo(CleaningFee.UPHELD);
        Statement dropped = with(disputed(), disputed().decide(false, NOW));
        assertThat(dropped.owedMinor()).isEqualTo(1_000);
        assertThat(dropped.balanceMinor(Account.FEES)).isZero();
        assertThat(dropped.balanceMinor(Account.DISPUTED)).isZero();
        assertBalanced(upheld);
        assertBalanced(dropped);
    }

    @Test
    void aDecisionIsFinal() {
        Statement upheld = with(disputed(), disputed().decide(true, NOW));
        assertThat(upheld.dispute(NOW)).isEqualTo(new Posting.Refused(PaymentError.NOTHING_TO_DISPUTE));
        assertThat(upheld.decide(false, NOW)).isEqualTo(new Posting.Refused(PaymentError.NO_DISPUTE));
        assertThat(upheld.chargeCleaning(1, NOW)).isEqualTo(new Posting.Refused(PaymentError.FEE_CHARGED_ALREADY));
    }

    @Test
    void nobodyGetsBackMoreThanIsOwed() {
        assertThat(ride().refund(1_001, NOW)).isEqualTo(new Posting.Refused(PaymentError.MORE_THAN_OWED));
        Statement refunded = with(ride(), ride().refund(1_000, NOW));
        assertThat(refunded.owedMinor()).isZero();
        assertThat(refunded.refund(1, NOW)).isEqualTo(new Posting.Refused(PaymentError.MORE_THAN_OWED));
        assertBalanced(refunded);
    }

    @Test
    void aFeeThatWasGivenBackIsNotDisputedToo() {
        Statement refunded = with(cleaned(), cleaned().refund(5_000, NOW));
        assertThat(refunded.dispute(NOW)).isEqualTo(new Posting.Refused(PaymentError.NOTHING_TO_DISPUTE));
    }

    @Test
    void amountsThatMakeNoSenseAreRefused() {
        assertThat(ride().chargeCleaning(0, NOW)).isEqualTo(new Posting.Refused(PaymentError.BAD_AMOUNT));
        assertThat(ride().chargeCleaning(Statement.DEAREST_CLEANING_MINOR + 1, NOW))
                .isEqualTo(new Posting.Refused(PaymentError.BAD_AMOUNT));
        assertThat(ride().refund(-5, NOW)).isEqualTo(new Posting.Refused(PaymentError.BAD_AMOUNT));
        assertThatThrownBy(() -> new Entry(EntryKind.QUOTE, 0, "EUR", NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
