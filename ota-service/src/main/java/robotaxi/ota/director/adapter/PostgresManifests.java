package robotaxi.ota.director.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.OptionalLong;
import robotaxi.ota.director.Manifests;
import robotaxi.ota.director.VehicleManifest;
import robotaxi.ota.store.adapter.Sql;

/** The newest manifest of each car, beside what it is directed to. */
@ApplicationScoped
class PostgresManifests implements Manifests {
    private final Sql sql;

    @Inject
    PostgresManifests(Sql sql) {
        this.sql = sql;
    }

    @Override
    public OptionalLong lockCounter(String vehicleId) {
        sql.write(
                "insert into director_vehicle (vehicle_id) select vehicle_id from vehicle where vehicle_id = ?"
                        + " on conflict (vehicle_id) do nothing",
                vehicleId);
        return sql
                .list(
                        "select manifest_counter from director_vehicle where vehicle_id = ? for update",
                        row -> row.getLong(1),
                        vehicleId)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public void keep(VehicleManifest manifest, Instant now) {
        sql.write(
                "update director_vehicle set manifest_counter = ?, manifest = ?, manifest_at = ?, attack = ? where vehicle_id = ?",
                manifest.counter(),
                manifest.text(),
                now,
                manifest.attack(),
                manifest.vehicleId());
    }
}
