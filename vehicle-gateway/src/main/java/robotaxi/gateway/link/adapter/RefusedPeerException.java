package robotaxi.gateway.link.adapter;

import robotaxi.gateway.identity.Refusal;

/** The peer's certificate does not let it in. */
final class RefusedPeerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal why;

    RefusedPeerException(Refusal why) {
        super(why.code());
        this.why = why;
    }

    Refusal why() {
        return why;
    }
}
