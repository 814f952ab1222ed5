package robotaxi.dispatch.market.adapter;

import robotaxi.dispatch.ride.RideError;
import robotaxi.kit.problem.FleetException;

/** Another instance owns the market, or nobody does at the moment; nothing was decided. */
final class NotOwnerException extends FleetException {
    private static final long serialVersionUID = 1L;

    private final String market;

    NotOwnerException(String market) {
        super(RideError.NOT_OWNER, "Try again in a moment");
        this.market = market;
    }

    String market() {
        return market;
    }
}
