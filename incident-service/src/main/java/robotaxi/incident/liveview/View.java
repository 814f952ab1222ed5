package robotaxi.incident.liveview;

import java.time.Instant;

/**
 * What a watched car was asked for. All who watch it share this.
 * <pre>
 *   OFFLINE ──it is connected──▶ ASKED ──it takes the order──▶ SHOWING ──time for more──▶ SHOWING
 *      ▲                          │  ▲                            │
 *      └── it is not ─────────────┤  └── a while later ── REFUSED ◀── refused, expired
 *                                 └──────────────────────▶ REFUSED
 * </pre>
 * It ends when nobody watches any more.
 *
 * @param id what the car calls it
 * @param commandId the newest order; empty before the first
 * @param shownUntil until when the car was asked to show itself, unless it is asked again; the order's own time if it was never asked
 * @param askAgainAt when to look at it again
 * @param code why the car shows nothing, machine-readable; may be empty
 * @param detail the same in words
 */
public record View(
        String vehicleId,
        String id,
        ViewState state,
        String commandId,
        Instant shownUntil,
        Instant askAgainAt,
        String code,
        String detail) {
    static View opened(String vehicleId, String id, Instant now) {
        return new View(vehicleId, id, ViewState.OFFLINE, "", now, now, "", "");
    }

    boolean isDue(Instant now) {
        return !askAgainAt.isAfter(now);
    }

    /** Whether the car may be showing something now. */
    boolean mayBeShown(Instant now) {
        return !commandId.isEmpty() && shownUntil.isAfter(now);
    }

    View offline(Instant askAgainAt) {
        return new View(vehicleId, id, ViewState.OFFLINE, commandId, shownUntil, askAgainAt, "", "");
    }

    View asked(String order, Instant now, LiveRules rules) {
        return new View(
                vehicleId,
                id,
                state == ViewState.SHOWING ? ViewState.SHOWING : ViewState.ASKED,
                order,
                now.plus(rules.shownFor()),
                now.plus(rules.askAgainAfter()),
                "",
                "");
    }

    View taken() {
        return new View(vehicleId, id, ViewState.SHOWING, commandId, shownUntil, askAgainAt, "", "");
    }

    View refused(String why, String words, Instant askAgainAt) {
        return new View(vehicleId, id, ViewState.REFUSED, commandId, shownUntil, askAgainAt, why, words);
    }
}
