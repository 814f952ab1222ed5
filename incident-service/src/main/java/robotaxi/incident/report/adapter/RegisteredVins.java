package robotaxi.incident.report.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.incident.custody.adapter.Sql;
import robotaxi.incident.report.Vins;
import robotaxi.kit.events.EventConsumers;

/** VINs as the gateway publishes them. A car that leaves the registry keeps its own: reports on it may still be due. */
@ApplicationScoped
class RegisteredVins implements Vins {
    private final EventConsumers consumers;
    private final Sql sql;

    @Inject
    RegisteredVins(EventConsumers consumers, DataSource database) {
        this.consumers = consumers;
        this.sql = new Sql(database);
    }

    void start(@Observes StartupEvent event) {
        consumers.subscribe(
                "incident.vehicle-registry",
                Topics.VEHICLE_REGISTRY,
                VehicleRegistration.parser(),
                (key, vehicle) -> keep(vehicle.getVehicleId(), vehicle.getVin()));
    }

    private void keep(String vehicleId, String vin) {
        if (vehicleId.isEmpty() || vin.isEmpty()) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> sql.write("""
                        insert into vehicle_vin (vehicle_id, vin) values (?, ?)
                        on conflict (vehicle_id) do update set vin = excluded.vin""", vehicleId, vin));
    }

    @Override
    public Optional<String> find(String vehicleId) {
        return sql.find(row -> row.getString(1), "select vin from vehicle_vin where vehicle_id = ?", vehicleId);
    }
}
