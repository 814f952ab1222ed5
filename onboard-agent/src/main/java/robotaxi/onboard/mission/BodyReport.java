package robotaxi.onboard.mission;

/** What the car's wires say about doors and seats. */
public record BodyReport(boolean doorsClosed, boolean doorsLocked, boolean occupied) {}
