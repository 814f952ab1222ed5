package robotaxi.incident.incident;

/**
 * Id of an incident; ids sort by the time they were made.
 *
 * @param value UUID version 7
 */
public record IncidentId(String value) {}
