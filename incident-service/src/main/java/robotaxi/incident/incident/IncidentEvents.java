package robotaxi.incident.incident;

/** Tells the rest of the fleet, in the transaction under way. */
public interface IncidentEvents {
    /**
     * An incident changed.
     *
     * @param change opened, evidence-complete, triaged, graded, closed
     */
    void changed(Incident incident, String change);
}
