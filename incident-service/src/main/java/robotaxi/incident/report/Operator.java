package robotaxi.incident.report;

import java.time.ZoneId;

/**
 * What is the same in all reports of an operator.
 *
 * @param entity who reports
 * @param zone in which incidents' times are told
 * @param driverType column 18
 */
public record Operator(String entity, ZoneId zone, String make, String model, String modelYear, String driverType) {}
