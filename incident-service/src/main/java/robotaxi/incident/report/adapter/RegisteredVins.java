package robotaxi.incident.report.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.incident.report.Vins;
import robotaxi.kit.events.EventConsumers;

/** VINs as the gateway publishes them. A car that leaves the registry keeps its own: reports on it may still be due. */
@ApplicationScoped
class RegisteredVins implements Vins {
    private final EventConsumers consumers;
    private final DataSource database;

    @Inject
    RegisteredVins(EventConsumers consumers, DataSource database) {
        this.consumers = consumers;
        this.database = database;
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
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement("""
                            insert into vehicle_vin (vehicle_id, vin) values (?, ?)
                            on conflict (vehicle_id) do update set vin = excluded.vin""")) {
                statement.setString(1, vehicleId);
                statement.setString(2, vin);
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("A VIN cannot be kept", e);
            }
        });
    }

    @Override
    public Optional<String> find(String vehicleId) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select vin from vehicle_vin where vehicle_id = ?")) {
            query.setString(1, vehicleId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A VIN cannot be read", e);
        }
    }
}
