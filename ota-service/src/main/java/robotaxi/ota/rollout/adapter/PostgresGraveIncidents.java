package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import robotaxi.ota.rollout.GraveIncident;
import robotaxi.ota.rollout.GraveIncidents;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.store.adapter.Sql;

/** Incidents that hold rollouts, in PostgreSQL. */
@ApplicationScoped
class PostgresGraveIncidents implements GraveIncidents {
    private final Sql sql;

    @Inject
    PostgresGraveIncidents(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean add(RolloutId id, GraveIncident incident) {
        return sql.write(
                        "insert into rollout_incident (rollout_id, incident_id, vehicle_id, kind, noted_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing",
                        id.value(),
                        incident.incidentId(),
                        incident.vehicleId(),
                        incident.kind(),
                        incident.notedAt())
                == 1;
    }

    @Override
    public List<GraveIncident> listHolding(RolloutId id) {
        return sql.list(
                "select * from rollout_incident where rollout_id = ? and resumed_at is null order by noted_at, incident_id",
                row -> new GraveIncident(
                        row.getString("incident_id"),
                        row.getString("vehicle_id"),
                        row.getString("kind"),
                        Sql.timeOf(row, "noted_at")),
                id.value());
    }

    @Override
    public void resumed(RolloutId id, String actor, Instant now) {
        sql.write(
                "update rollout_incident set resumed_at = ?, resumed_by = ? where rollout_id = ? and resumed_at is null",
                now,
                actor,
                id.value());
    }
}
