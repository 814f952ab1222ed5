package robotaxi.dispatch.ride.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.dispatch.fleet.adapter.FleetPicture;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.ride.LateWriterException;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;

/** Rides in PostgreSQL: version check, row, history and event in one commit. */
@ApplicationScoped
class PostgresRides implements Rides {
    private static final List<RideState> OPEN = Arrays.stream(RideState.values())
            .filter(state -> !state.isFinal() && state != RideState.SCHEDULED)
            .toList();

    private final EntityManager entities;
    private final Outbox outbox;
    private final Ids ids;
    private final Instance<MarketOwner> market;
    private final Event<RideMoved> moves;
    private final FleetPicture fleet;

    @Inject
    PostgresRides(
            EntityManager entities,
            Outbox outbox,
            Ids ids,
            Instance<MarketOwner> market,
            Event<RideMoved> moves,
            FleetPicture fleet) {
        this.entities = entities;
        this.outbox = outbox;
        this.ids = ids;
        this.market = market;
        this.moves = moves;
        this.fleet = fleet;
    }

    @Override
    public Optional<Ride> find(RideId id) {
        return Optional.ofNullable(entities.find(RideRow.class, id.value())).map(RideRow::toRide);
    }

    @Override
    public List<Ride> listOpen(String marketId) {
        return entities.createQuery(
                        "from RideRow where marketId = ?1 and state in ?2 order by requestedAt, id", RideRow.class)
                .setParameter(1, marketId)
                .setParameter(2, OPEN)
                .getResultStream()
                .map(RideRow::toRide)
                .toList();
    }

    @Override
    public List<Ride> listScheduled(String marketId, Instant before) {
        return entities.createQuery(
                        "from RideRow where marketId = ?1 and state = ?2 and pickupAt < ?3 order by pickupAt, id",
                        RideRow.class)
                .setParameter(1, marketId)
                .setParameter(2, RideState.SCHEDULED)
                .setParameter(3, before)
                .getResultStream()
                .map(RideRow::toRide)
                .toList();
    }

    @Override
    public Optional<Ride> findByVehicle(String vehicleId) {
        return entities.createQuery("from RideRow where vehicleId = ?1 and state in ?2", RideRow.class)
                .setParameter(1, vehicleId)
                .setParameter(2, OPEN)
                .getResultStream()
                .findFirst()
                .map(RideRow::toRide);
    }

    @Override
    public Set<String> listHeldVehicles() {
        return new HashSet<>(entities.createQuery(
                        "select vehicleId from RideRow where vehicleId is not null and state in ?1", String.class)
                .setParameter(1, OPEN)
                .getResultList());
    }

    @Override
    public Set<RideId> listSentByHand(Set<RideId> rides) {
        // The newest choice of a car counts; that a car was told anew is none.
        List<?> found = entities.createNativeQuery("""
                        select ride_id from (
                            select distinct on (ride_id) ride_id, actor from ride_transition
                            where ride_id in (?1) and to_state = ?2 and from_state <> ?2
                            order by ride_id, version desc) choice
                        where actor = 'operator'""")
                .setParameter(1, rides.stream().map(RideId::value).toList())
                .setParameter(2, RideState.MATCHED.wireName())
                .getResultList();
        return found.stream().map(id -> new RideId((String) id)).collect(Collectors.toSet());
    }

    @Override
    public void add(Ride ride, String quoteId, String idempotencyKey) {
        entities.persist(RideRow.of(ride, quoteId, idempotencyKey));
        // The row must be there before its history, and a second ride of one quote must fail here.
        entities.flush();
        tell(ride, null, "rider", "requested", Optional.empty());
    }

    @Override
    public void save(Ride ride, Ride before, String actor, String cause) {
        RideRow row = entities.find(RideRow.class, ride.id().value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.version != before.version()) {
            throw new LateWriterException(ride.id());
        }
        row.take(ride);
        entities.flush();
        // Who lets a car go tells what it drove until then.
        tell(
                ride,
                before.state(),
                actor,
                cause,
                ride.vehicle().or(before::vehicle).flatMap(fleet::meters));
    }

    private void tell(
            Ride ride, @Nullable RideState from, String actor, String cause, Optional<FleetPicture.Meters> meters) {
        String fromState = from == null ? "" : from.wireName();
        long epoch = market.get().epoch(ride.marketId());
        entities.createNativeQuery("""
                        insert into ride_transition
                            (ride_id, version, from_state, to_state, actor, cause, vehicle_id, market_epoch, time,
                             odometer_metres, battery_percent)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, cast(?10 as double precision),
                                cast(?11 as double precision))""")
                .setParameter(1, ride.id().value())
                .setParameter(2, ride.version())
                .setParameter(3, fromState)
                .setParameter(4, ride.state().wireName())
                .setParameter(5, actor)
                .setParameter(6, cause)
                .setParameter(7, ride.vehicleId())
                .setParameter(8, epoch)
                .setParameter(9, ride.stateSince())
                .setParameter(
                        10, meters.map(FleetPicture.Meters::odometerMetres).orElse(null))
                .setParameter(
                        11, meters.map(FleetPicture.Meters::batteryPercent).orElse(null))
                .executeUpdate();
        String eventId = ids.next();
        outbox.append(
                Topics.RIDE_EVENTS,
                ride.id().value(),
                eventId,
                RideEvent.newBuilder()
                        .setEventId(eventId)
                        .setRideId(ride.id().value())
                        .setMarketId(ride.marketId())
                        .setTime(ProtoTime.of(ride.stateSince()))
                        .setFromState(fromState)
                        .setToState(ride.state().wireName())
                        .setActor(actor)
                        .setCause(cause)
                        .setVehicleId(ride.vehicle().orElse(""))
                        .setVersion(ride.version())
                        .setMarketEpoch(epoch)
                        .setPickup(position(ride.pickup()))
                        .setDropoff(position(ride.dropoff()))
                        .setPriceMinor(ride.priceMinor())
                        .setCurrency(ride.currency())
                        .build());
        moves.fire(new RideMoved(ride, fromState, actor, cause));
    }

    private static Position position(Place place) {
        return Position.newBuilder()
                .setLatitudeDegrees(place.latitude())
                .setLongitudeDegrees(place.longitude())
                .build();
    }
}
