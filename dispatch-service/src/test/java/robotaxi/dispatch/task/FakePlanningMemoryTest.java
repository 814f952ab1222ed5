package robotaxi.dispatch.task;

import java.time.Instant;
import robotaxi.dispatch.routing.Place;

class FakePlanningMemoryTest extends PlanningMemoryContract {
    private final FakePlanningMemory memory = new FakePlanningMemory();

    @Override
    protected PlanningMemory memory() {
        return memory;
    }

    @Override
    protected void request(String market, String rideId, Place pickup, Instant at) {
        memory.requested(rideId, pickup, at);
    }
}
