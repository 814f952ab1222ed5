package robotaxi.incident.incident;

import static robotaxi.incident.incident.IncidentState.CAPTURED;
import static robotaxi.incident.incident.IncidentState.CLOSED;
import static robotaxi.incident.incident.IncidentState.FIX_LINKED;
import static robotaxi.incident.incident.IncidentState.INVESTIGATING;
import static robotaxi.incident.incident.IncidentState.LABELLED;
import static robotaxi.incident.incident.IncidentState.REGRESSION;
import static robotaxi.incident.incident.IncidentState.TRIAGED;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What people do with an incident, and where it leads.
 * <pre>
 *   captured ──triage──▶ triaged ──investigate──▶ investigating ──label──▶ labelled ──link-fix──▶ fix-linked ──regression──▶ regression
 *                          │                        │  ▲  ▲                 │                        │                        │
 *                          │                        │  │  └─────regression-failed────────────────────┘                        │
 *                          └────────────close───────┴──│───────close────────┴────────────────────────────close──────────────┘
 *                                                      └──reopen── closed
 * </pre>
 */
public enum IncidentAct {
    /** Looks, and says how grave it is; may be said again. */
    TRIAGE(TRIAGED),
    /** Takes it up. */
    INVESTIGATE(INVESTIGATING),
    /** Names the cause; may be said again. */
    LABEL(LABELLED),
    /** Names the change that is to mend it; may be said again. */
    LINK_FIX(FIX_LINKED),
    /** The change mends it. */
    REGRESSION_PASSED(REGRESSION),
    /** It does not: back to the question why. */
    REGRESSION_FAILED(INVESTIGATING),
    /** Nothing is left to do. One whose fix is linked is closed once that was shown to mend it. */
    CLOSE(CLOSED),
    /** Something is left to do after all. */
    REOPEN(INVESTIGATING);

    private static final Map<IncidentAct, Set<IncidentState>> FROM = Map.of(
            TRIAGE, EnumSet.of(CAPTURED, TRIAGED),
            INVESTIGATE, EnumSet.of(TRIAGED),
            LABEL, EnumSet.of(INVESTIGATING, LABELLED),
            LINK_FIX, EnumSet.of(LABELLED, FIX_LINKED),
            REGRESSION_PASSED, EnumSet.of(FIX_LINKED),
            REGRESSION_FAILED, EnumSet.of(FIX_LINKED),
            CLOSE, EnumSet.of(TRIAGED, INVESTIGATING, LABELLED, REGRESSION),
            REOPEN, EnumSet.of(CLOSED));

    private final IncidentState to;

    IncidentAct(IncidentState to) {
        this.to = to;
    }

    /** Where it leads. */
    public IncidentState to() {
        return to;
    }

    /** Whether it may be done in this state. */
    public boolean isAllowedIn(IncidentState state) {
        return FROM.getOrDefault(this, Set.of()).contains(state);
    }

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
