package robotaxi.dispatch.ride;

import java.util.List;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.Ledger;
import robotaxi.dispatch.payment.Statement;

/** Rides and their money, written together: no move without its entries, no entry without its move. */
public final class RideBook {
    private final Rides rides;
    private final Ledger ledger;

    /** A book over its ports. */
    public RideBook(Rides rides, Ledger ledger) {
        this.rides = rides;
        this.ledger = ledger;
    }

    /** The rides. */
    Rides rides() {
        return rides;
    }

    /** Keeps a new ride. */
    Ride open(Ride.Move.Done asked, String quoteId, String idempotencyKey) {
        rides.add(asked.ride(), quoteId, idempotencyKey);
        ledger.append(asked.ride().id().value(), asked.entries(), "rider", "requested");
        return asked.ride();
    }

    /** Keeps what a move came to, if it was granted; a refusal is handed on. */
    Ride.Move keep(Ride.Move move, Ride before, String actor, String cause) {
        if (move instanceof Ride.Move.Done(Ride after, List<Entry> entries)) {
            rides.save(after, before, actor, cause);
            ledger.append(after.id().value(), entries, actor, cause);
        }
        return move;
    }

    /** Adds an entry to a ride that is over. */
    void post(Ride ride, Entry entry, String actor, String cause) {
        ledger.append(ride.id().value(), List.of(entry), actor, cause);
    }

    /** What a ride's money says. */
    public Statement statement(Ride ride) {
        return new Statement(ride.currency(), ledger.list(ride.id().value()));
    }
}
