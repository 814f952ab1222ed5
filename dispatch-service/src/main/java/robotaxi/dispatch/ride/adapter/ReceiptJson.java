package robotaxi.dispatch.ride.adapter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.payment.Account;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.EntryKind;
import robotaxi.dispatch.payment.Statement;
import robotaxi.dispatch.pricing.Tariff.Fare;
import robotaxi.dispatch.ride.Ride;

/**
 * What a ride came to, minor units. The quote's parts, and what came after it, sum to the total.
 *
 * @param state how the ride ended
 * @param changesMinor what changes of the way added, or took away
 * @param holdMinor what the car's waiting cost
 * @param feesMinor fees that are owed
 * @param releasedMinor taken off because the ride was not driven to its end
 * @param lateCreditMinor taken off because a car came later than was promised
 * @param refundedMinor given back
 * @param totalMinor what the rider owes
 * @param cleaningFee none, charged, disputed, upheld or dropped
 * @param lines every entry of the ledger, oldest first
 */
record ReceiptJson(
        String rideId,
        String state,
        Instant requestedAt,
        @Nullable Instant pickedUpAt,
        Instant completedAt,
        String vehicleId,
        long distanceMetres,
        long baseMinor,
        long distanceMinor,
        long timeMinor,
        long toLeastMinor,
        long changesMinor,
        long holdMinor,
        long feesMinor,
        long releasedMinor,
        long lateCreditMinor,
        long refundedMinor,
        long totalMinor,
        String currency,
        String cleaningFee,
        List<LineJson> lines) {

    /**
     * An entry as the rider sees it.
     *
     * @param amountMinor what the rider owes more by it, or less
     */
    record LineJson(String kind, long amountMinor, Instant time) {}

    static ReceiptJson of(Ride ride, Fare quoted, Statement money) {
        return new ReceiptJson(
                ride.id().value(),
                ride.state().wireName(),
                ride.requestedAt(),
                ride.pickedUpAt(),
                ride.stateSince(),
                ride.vehicle().orElse(""),
                Math.round(ride.plannedDistanceMetres()),
                quoted.baseMinor(),
                quoted.distanceMinor(),
                quoted.timeMinor(),
                quoted.toLeastMinor(),
                money.totalMinor(EntryKind.TRIP_DEARER) - money.totalMinor(EntryKind.TRIP_CHEAPER),
                money.totalMinor(EntryKind.HOLD),
                -money.balanceMinor(Account.FEES) - money.balanceMinor(Account.DISPUTED),
                money.totalMinor(EntryKind.RELEASE),
                money.totalMinor(EntryKind.LATE_CREDIT),
                money.totalMinor(EntryKind.REFUND),
                money.owedMinor(),
                ride.currency(),
                money.cleaningFee().name().toLowerCase(java.util.Locale.ROOT),
                money.entries().stream()
                        .filter(entry -> entry.kind().signFor(Account.RIDER) != 0)
                        .map(ReceiptJson::line)
                        .toList());
    }

    private static LineJson line(Entry entry) {
        return new LineJson(
                entry.kind().wireName(), entry.kind().signFor(Account.RIDER) * entry.amountMinor(), entry.at());
    }
}
