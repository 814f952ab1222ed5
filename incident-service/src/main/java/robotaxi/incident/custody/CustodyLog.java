package robotaxi.incident.custody;

/** Port: the chain of each car's evidence. */
public interface CustodyLog {
    /** Adds an entry to the car's chain, in the transaction under way. Answers its hash. */
    String add(String vehicleId, CustodyAct act);

    /** Notes that somebody looked at an incident's evidence, once a person and day; in the transaction under way. */
    void opened(String vehicleId, String incidentId, String actor);
}
