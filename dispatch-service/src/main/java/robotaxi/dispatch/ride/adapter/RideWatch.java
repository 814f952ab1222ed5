package robotaxi.dispatch.ride.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.Rides;

/** A ride's live picture as a stream, and each of its moves once. */
@ApplicationScoped
class RideWatch {
    private final Rides rides;
    private final Fleet fleet;
    private final EntityManager entities;

    @Inject
    RideWatch(Rides rides, Fleet fleet, EntityManager entities) {
        this.rides = rides;
        this.fleet = fleet;
        this.entities = entities;
    }

    /** A move of the ride, as the event {@code moved} tells it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Moved(
            long version,
            String fromState,
            String toState,
            String actor,
            String cause,
            @Nullable String vehicleId,
            Instant time) {}

    /** The version in a Last-Event-ID; what is no number is none. */
    static OptionalLong version(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(lastEventId));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * The moves since a version, and one picture, at once and at every interval; the last one shows the end.
     *
     * @param seen version that the watcher knows
     */
    Multi<OutboundSseEvent> follow(Sse sse, RideId id, boolean forItsRider, long seen, Duration interval) {
        var watcher = new Watcher(sse, id, forItsRider, seen);
        return Multi.createFrom()
                .ticks()
                .every(interval)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(tick -> QuarkusTransaction.requiringNew().call(watcher::look))
                .select()
                .first(look -> !look.isEmpty())
                .onItem()
                .transformToMultiAndConcatenate(look -> Multi.createFrom().iterable(look));
    }

    /** One who follows a ride. Used by one tick at a time. */
    private final class Watcher {
        private final Sse sse;
        private final RideId id;
        private final boolean forItsRider;
        private long seen;
        private boolean over;

        private Watcher(Sse sse, RideId id, boolean forItsRider, long seen) {
            this.sse = sse;
            this.id = id;
            this.forItsRider = forItsRider;
            this.seen = seen;
        }

        /** What is new; nothing after the first picture of the end. */
        List<OutboundSseEvent> look() {
            if (over) {
                return List.of();
            }
            Ride ride = rides.find(id).orElseThrow();
            List<OutboundSseEvent> events = new ArrayList<>();
            for (Moved moved : movesSince(seen)) {
                events.add(event(moved.version(), "moved", moved));
            }
            seen = ride.version();
            over = ride.state().isFinal();
            events.add(event(ride.version(), null, RideJson.of(ride, fleet, forItsRider)));
            return events;
        }

        private List<Moved> movesSince(long version) {
            List<?> rows = entities.createNativeQuery("""
                            select version, from_state, to_state, actor, cause, vehicle_id, time from ride_transition
                            where ride_id = ?1 and version > ?2 order by version""")
                    .setParameter(1, id.value())
                    .setParameter(2, version)
                    .getResultList();
            return rows.stream().map(row -> moved((Object[]) row)).toList();
        }

        private OutboundSseEvent event(long version, @Nullable String name, Object data) {
            OutboundSseEvent.Builder event =
                    sse.newEventBuilder().id(String.valueOf(version)).mediaType(MediaType.APPLICATION_JSON_TYPE);
            if (name != null) {
                event.name(name);
            }
            return event.data(data.getClass(), data).build();
        }
    }

    private static Moved moved(Object[] row) {
        return new Moved(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (Instant) row[6]);
    }
}
