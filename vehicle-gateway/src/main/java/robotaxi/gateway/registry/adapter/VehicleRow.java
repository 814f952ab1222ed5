package robotaxi.gateway.registry.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import robotaxi.gateway.identity.VehicleName;

/** A car's row. */
@Entity
@Table(name = "vehicle")
class VehicleRow {
    @Id
    String id = "";

    String vin = "";

    @Column(name = "hardware_id")
    String hardwareId = "";

    @Column(name = "market_id")
    String marketId = "";

    int seats;

    @Column(name = "wheelchair_accessible")
    boolean wheelchairAccessible;

    @Column(name = "calibration_id")
    String calibrationId = "";

    @Column(name = "map_id")
    String mapId = "";

    @Column(name = "operating_area_ids")
    String[] operatingAreaIds = {};

    @Column(name = "registered_at")
    Instant registeredAt = Instant.EPOCH;

    VehicleName name() {
        return new VehicleName(id, vin, hardwareId);
    }
}
