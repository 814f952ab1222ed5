package robotaxi.ota.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What leaves for cars and for dispatch, in the transaction under way. */
public interface VehicleOrders {
    /** Offers cars the release that each is meant to run. Answers each car's order. */
    Map<String, String> install(Rollout.Plan plan, List<VehicleUpdate> cars, Instant notAfter);

    /** Orders the switch under a granted hold. Answers the order's id. */
    String activate(Rollout.Plan plan, VehicleUpdate car, long fence, Instant notAfter);

    /** Takes an order back, if the car has not begun. */
    void withdraw(String vehicleId, String commandId, String reason);

    /** Asks dispatch for the car. */
    void requestReservation(Rollout.Plan plan, String vehicleId, String reservationId, Instant notAfter);

    /** Gives the car back. */
    void releaseReservation(String vehicleId, String reservationId, long fence);
}
