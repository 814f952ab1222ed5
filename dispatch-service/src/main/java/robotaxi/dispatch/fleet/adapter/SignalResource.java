package robotaxi.dispatch.fleet.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.signals.Signal;
import robotaxi.contracts.signals.SignalCatalogue;
import robotaxi.contracts.signals.Signals;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.dispatch.fleet.FleetError;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What a car last said, under the names and in the units of COVESA VSS. */
@Path("/v1/vehicles/{vehicleId}/signals")
public class SignalResource {
    private final FleetPicture fleet;

    @Inject
    SignalResource(FleetPicture fleet) {
        this.fleet = fleet;
    }

    /**
     * A car's signals.
     *
     * @param time by the car's clock, null if it has said nothing yet
     * @param signals by VSS path; what the car did not say is absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SignalsJson(String vehicleId, @Nullable Instant time, Map<String, SignalJson> signals) {}

    /**
     * A value.
     *
     * @param unit as VSS spells it, null for what has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SignalJson(int id, Object value, @Nullable String unit) {}

    /** The newest of each signal. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public SignalsJson get(@PathParam("vehicleId") String vehicleId) {
        if (fleet.find(vehicleId).isEmpty()) {
            throw new FleetException(FleetError.VEHICLE_UNKNOWN, vehicleId);
        }
        return fleet.telemetry(vehicleId)
                .map(batch -> new SignalsJson(vehicleId, time(batch), json(Signals.of(batch))))
                .orElseGet(() -> new SignalsJson(vehicleId, null, Map.of()));
    }

    private static Map<String, SignalJson> json(Map<String, Object> values) {
        Map<String, SignalJson> json = new LinkedHashMap<>();
        for (Signal signal : SignalCatalogue.telemetry().list()) {
            Object value = values.get(signal.path());
            if (value != null) {
                String unit = signal.unit();
                json.put(signal.path(), new SignalJson(signal.id(), value, unit.isEmpty() ? null : unit));
            }
        }
        return json;
    }

    private static Instant time(TelemetryBatch batch) {
        Sample newest = batch.getSamples(batch.getSamplesCount() - 1);
        return ProtoTime.of(newest.getTime());
    }
}
