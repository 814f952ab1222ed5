package robotaxi.dispatch.rebalancing;

/**
 * A car without a task.
 *
 * @param node road node where it is
 * @param charge state of charge, 0 to 1
 * @param mayReposition whether it has stood long enough, and was not moved lately; any car may be sent to charge
 */
public record IdleCar(String vehicleId, int node, double charge, boolean mayReposition) {}
