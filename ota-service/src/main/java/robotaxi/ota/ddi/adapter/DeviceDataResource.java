package robotaxi.ota.ddi.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.ddi.AnswerDevices;
import robotaxi.ota.ddi.Devices;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;

/** What a device says of itself. */
@Admitted
@Path("/{tenant}/controller/v1/{deviceId}")
@Produces({MediaType.APPLICATION_JSON, "application/hal+json"})
@Consumes({MediaType.APPLICATION_JSON, "application/hal+json"})
class DeviceDataResource {
    private final DdiCaller caller;
    private final DdiConfig config;
    private final AnswerDevices answers;
    private final Devices devices;
    private final Releases releases;
    private final Fleet fleet;

    @Inject
    DeviceDataResource(
            DdiCaller caller,
            DdiConfig config,
            AnswerDevices answers,
            Devices devices,
            Releases releases,
            Fleet fleet) {
        this.caller = caller;
        this.config = config;
        this.answers = answers;
        this.devices = devices;
        this.releases = releases;
        this.fleet = fleet;
    }

    @PUT
    @Path("/configData")
    @PermitAll
    @Transactional
    public Response attributes(@Nullable JsonNode body) {
        String deviceId = caller.enter();
        Map<String, String> told =
                DdiReader.attributes(body, devices.attributes(deviceId).orElse(Map.of()));
        devices.saveAttributes(deviceId, told);
        String hardware = told.get(config.hardwareAttribute());
        boolean unknown = fleet.find(deviceId)
                .map(FleetVehicle::hardwareId)
                .filter(String::isEmpty)
                .isPresent();
        if (hardware != null && unknown) {
            fleet.register(deviceId, hardware);
        }
        return Replies.ok();
    }

    @PUT
    @Path("/installedBase")
    @PermitAll
    @Transactional
    public Response installed(@Nullable JsonNode body) {
        String deviceId = caller.enter();
        String releaseId = knownRelease(DdiReader.text(body, "name"), DdiReader.text(body, "version"));
        boolean news = fleet.find(deviceId)
                .filter(device -> releaseId.equals(device.runningReleaseId()))
                .isEmpty();
        answers.declareInstalled(deviceId, releaseId);
        return news ? Response.status(Response.Status.CREATED).build() : Replies.ok();
    }

    private String knownRelease(String name, String version) {
        try {
            var id = new ReleaseId(name, version);
            return releases.find(id)
                    .map(release -> id.value())
                    .orElseThrow(() -> DdiException.unknown("there is no release " + id.value()));
        } catch (FleetException e) {
            throw DdiException.malformed(String.valueOf(e.getMessage()));
        }
    }
}
