package robotaxi.kit.trace;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import robotaxi.contracts.Topics;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.kit.outbox.Outbox;

/** Says which trace it works in, and makes an event. */
@Path("/traced")
public class TracedResource {
    @Inject
    Outbox outbox;

    @GET
    public String current() {
        return Tracing.current().map(Trace::traceparent).orElse("none");
    }

    @POST
    @Transactional
    public String event(String key) {
        outbox.append(
                Topics.RIDE_EVENTS,
                key,
                key,
                RideEvent.newBuilder().setEventId(key).setRideId(key).build());
        return current();
    }
}
