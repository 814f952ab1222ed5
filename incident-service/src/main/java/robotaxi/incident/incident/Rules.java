package robotaxi.incident.incident;

/** Port: what the decision table says of incidents. */
public interface Rules {
    /** How grave a moment is before a person has looked: 1 is worst, 4 the least. */
    int severity(IncidentId id, SafetyMoment moment);

    /** Starts and drops the deadlines that the facts ask for now, in the transaction under way. The incident is kept already. */
    void follow(Incident incident);
}
