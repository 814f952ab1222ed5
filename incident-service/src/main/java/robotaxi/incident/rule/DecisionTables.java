package robotaxi.incident.rule;

/** Port: the table that counts. */
@FunctionalInterface
public interface DecisionTables {
    /** The newest. */
    DecisionTable current();
}
