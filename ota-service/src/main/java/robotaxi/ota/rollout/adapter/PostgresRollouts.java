package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/** Rollouts in PostgreSQL. */
@ApplicationScoped
class PostgresRollouts implements Rollouts {
    private static final List<String> LIVE = List.of("running", "paused");
    private static final List<String> ENDED = List.of(VehicleState.values()).stream()
            .filter(VehicleState::ended)
            .map(VehicleState::wireName)
            .toList();

    private final EntityManager entities;

    @Inject
    PostgresRollouts(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Rollout rollout, List<VehicleUpdate> vehicles) {
        entities.persist(RolloutRow.of(rollout));
        vehicles.forEach(
                car -> entities.persist(VehicleUpdateRow.of(rollout.plan().id().value(), car)));
    }

    @Override
    public Optional<Rollout> find(RolloutId id) {
        return Optional.ofNullable(entities.find(RolloutRow.class, id.value())).map(RolloutRow::toRollout);
    }

    @Override
    public Optional<Rollout> lock(RolloutId id) {
        RolloutRow row = entities.find(RolloutRow.class, id.value());
        if (row == null) {
            return Optional.empty();
        }
        // What was read before the lock may be old by now.
        entities.flush();
        entities.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return Optional.of(row.toRollout());
    }

    @Override
    public void save(Rollout rollout) {
        row(rollout.plan().id()).moveTo(rollout.state());
    }

    private RolloutRow row(RolloutId id) {
        RolloutRow row = entities.find(RolloutRow.class, id.value());
        if (row == null) {
            throw new IllegalStateException("a rollout that was read has gone");
        }
        return row;
    }

    @Override
    public List<Rollout> list() {
        return entities.createQuery("from RolloutRow order by createdAt desc, id", RolloutRow.class)
                .getResultStream()
                .map(RolloutRow::toRollout)
                .toList();
    }

    @Override
    public List<RolloutId> listLive() {
        return entities.createQuery("select id from RolloutRow where state in :live order by id", String.class)
                .setParameter("live", LIVE)
                .getResultStream()
                .map(RolloutId::new)
                .toList();
    }

    @Override
    public Optional<RolloutId> findLiveFor(String vehicleId) {
        return entities.createQuery(
                        "select r.id from RolloutRow r, VehicleUpdateRow v where v.key.rolloutId = r.id"
                                + " and v.key.vehicleId = :vehicle and r.state in :live and v.state not in :ended",
                        String.class)
                .setParameter("vehicle", vehicleId)
                .setParameter("live", LIVE)
                .setParameter("ended", ENDED)
                .getResultStream()
                .map(RolloutId::new)
                .findFirst();
    }

    @Override
    public List<VehicleUpdate> listVehicles(RolloutId id) {
        return entities.createQuery(
                        "from VehicleUpdateRow where key.rolloutId = :rollout order by key.vehicleId",
                        VehicleUpdateRow.class)
                .setParameter("rollout", id.value())
                .getResultStream()
                .map(VehicleUpdateRow::toUpdate)
                .toList();
    }

    @Override
    public Optional<VehicleUpdate> findVehicle(RolloutId id, String vehicleId) {
        return Optional.ofNullable(
                        entities.find(VehicleUpdateRow.class, new VehicleUpdateRow.Key(id.value(), vehicleId)))
                .map(VehicleUpdateRow::toUpdate);
    }

    @Override
    public Optional<RolloutId> findByReservation(String reservationId) {
        return rolloutWhere("reservationId = :id", reservationId);
    }

    @Override
    public Optional<RolloutId> findByCommand(String commandId) {
        return rolloutWhere("(installCommandId = :id or activateCommandId = :id)", commandId);
    }

    private Optional<RolloutId> rolloutWhere(String condition, String id) {
        return entities.createQuery("select key.rolloutId from VehicleUpdateRow where " + condition, String.class)
                .setParameter("id", id)
                .getResultStream()
                .map(RolloutId::new)
                .findFirst();
    }

    @Override
    public void saveVehicle(RolloutId id, VehicleUpdate update) {
        VehicleUpdateRow row =
                entities.find(VehicleUpdateRow.class, new VehicleUpdateRow.Key(id.value(), update.vehicleId()));
        if (row == null) {
            throw new IllegalStateException("a car of a rollout has gone");
        }
        row.take(update);
    }
}
