package robotaxi.dispatch.decision.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import robotaxi.dispatch.decision.adapter.WhyJson.MatchJson;
import robotaxi.dispatch.decision.adapter.WhyJson.TickJson;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** Why a ride got its car. */
@Path("/v1/rides")
public class WhyResource {
    private final Rides rides;
    private final PostgresDecisionLog log;
    private final EntityManager entities;

    @Inject
    WhyResource(Rides rides, PostgresDecisionLog log, EntityManager entities) {
        this.rides = rides;
        this.log = log;
        this.entities = entities;
    }

    /** Each car that the ride got, the newest first, with what it was weighed against. */
    @GET
    @Path("/{id}/why")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public WhyJson why(@PathParam("id") String id) {
        if (rides.find(new RideId(id)).isEmpty()) {
            throw new FleetException(RideError.UNKNOWN, id);
        }
        List<?> moves = entities.createNativeQuery("""
                        select version, vehicle_id, time, actor, cause from ride_transition
                        where ride_id = ?1 and to_state = 'matched' and from_state <> 'matched' order by version desc""").setParameter(1, id).getResultList();
        return new WhyJson(
                id, moves.stream().map(move -> match(id, (Object[]) move)).toList());
    }

    private MatchJson match(String rideId, Object[] move) {
        long version = ((Number) move[0]).longValue();
        return new MatchJson(
                version,
                (String) move[1],
                (Instant) move[2],
                (String) move[3],
                (String) move[4],
                log.find(rideId, version).map(tick -> TickJson.of(tick, rideId)).orElse(null));
    }
}
