package robotaxi.gateway.link.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.gateway.link.LaneProgress;
import robotaxi.gateway.registry.adapter.RegistryError;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** How the link to one car does. */
@Path("/v1/vehicles/{id}/link")
public class LinkResource {
    private final PresenceRows presence;
    private final Sessions sessions;
    private final LaneBook lanes;
    private final Credits credits;

    @Inject
    LinkResource(PresenceRows presence, Sessions sessions, LaneBook lanes, Credits credits) {
        this.presence = presence;
        this.sessions = sessions;
        this.lanes = lanes;
        this.credits = credits;
    }

    /**
     * A car's link. What only the gateway with the session knows is null, and there are no lanes, if that is another one.
     *
     * @param presence {@code connected}, {@code lost}, {@code gone} or {@code never}
     * @param gatewayId who has or had the session, empty if not known
     * @param since when the presence began
     * @param heardMillisAgo since the last frame of its control or bulk stream
     * @param address IP address that the car comes from
     * @param roundTripMillis of the last heartbeat as the car measured it, null if it has not said
     */
    public record LinkJson(
            String vehicleId,
            String presence,
            long sessionEpoch,
            String gatewayId,
            @Nullable Instant since,
            @Nullable Long heardMillisAgo,
            @Nullable String agentVersion,
            @Nullable String address,
            @Nullable Integer roundTripMillis,
            List<LaneJson> lanes) {}

    /**
     * A lane in numbers, since this gateway first heard of the car; a rate is the difference of two answers.
     *
     * @param taken records that were taken in and not put off
     * @param lastSequence newest record that was taken in
     * @param durableSequence everything up to here is durable
     * @param underWay records on their way to being durable
     * @param putOff times that the car was asked to come again with a record
     * @param refused records that were refused for good
     * @param conflated records that the car left out under pressure
     * @param credit records that may be unacknowledged, now
     */
    public record LaneJson(
            String lane,
            long taken,
            long lastSequence,
            long durableSequence,
            int underWay,
            int putOff,
            int refused,
            long conflated,
            int credit) {}

    /** The link of a car. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public LinkJson get(@PathParam("id") String id) {
        PresenceRows.PresenceRow known =
                presence.find(id).orElseThrow(() -> new FleetException(RegistryError.VEHICLE_UNKNOWN, id));
        // One that another gateway has meanwhile taken over is not the car's session any more.
        return sessions.find(id)
                .filter(session -> session.epoch() == known.epoch())
                .map(session -> here(known, session))
                .orElseGet(() -> new LinkJson(
                        id,
                        known.state(),
                        known.epoch(),
                        known.gatewayId(),
                        known.since(),
                        null,
                        null,
                        null,
                        null,
                        List.of()));
    }

    private LinkJson here(PresenceRows.PresenceRow known, Session session) {
        return new LinkJson(
                session.vehicleId(),
                known.state(),
                session.epoch(),
                known.gatewayId(),
                Instant.ofEpochMilli(session.origin().sinceMillis()),
                TimeUnit.NANOSECONDS.toMillis(session.silentNanos(System.nanoTime())),
                session.origin().agentVersion(),
                session.origin().address(),
                session.roundTripMillis() == 0 ? null : session.roundTripMillis(),
                lanes.numbers(session.vehicleId()).entrySet().stream()
                        .filter(lane -> CarLanes.ALL.contains(lane.getKey()))
                        .map(this::json)
                        .toList());
    }

    private LaneJson json(Map.Entry<Lane, LaneProgress.Numbers> lane) {
        LaneProgress.Numbers its = lane.getValue();
        return new LaneJson(
                CarLanes.word(lane.getKey()),
                its.taken(),
                its.lastSequence(),
                its.durableSequence(),
                its.underWay(),
                its.putOff(),
                its.refused(),
                its.leftOut(),
                credits.of(lane.getKey()).getRecords());
    }
}
