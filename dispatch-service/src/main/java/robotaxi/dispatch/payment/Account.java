package robotaxi.dispatch.payment;

/** Where a ride's money may stand. Over all accounts a ride's entries sum to zero, since each takes from one what it gives to another. */
public enum Account {
    /** What the rider owes. */
    RIDER,
    /** What the way earned. */
    FARES,
    /** What fees earned. */
    FEES,
    /** What was given back. */
    REFUNDS,
    /** Fees that nobody owes until their dispute is decided. */
    DISPUTED
}
