package robotaxi.ota.ddi.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.ddi.DeviceError;
import robotaxi.ota.ddi.Devices;

/** Devices that ask for themselves, for people. */
@Path("/v1/devices/{deviceId}")
class DevicesResource {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,255}");
    private static final int TOKEN_BYTES = 16;

    private final Devices devices;
    private final SecurityIdentity caller;
    private final Audit audit;
    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();

    @Inject
    DevicesResource(Devices devices, SecurityIdentity caller, Audit audit, InstantSource clock) {
        this.devices = devices;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a device is. */
    public record Wanted(@Nullable String hardwareId) {}

    /** A device with its new token, which nobody can read again. */
    public record Registered(String deviceId, String hardwareId, String token) {}

    /** What a device told of itself. */
    public record Told(String deviceId, Map<String, String> attributes) {}

    @PUT
    @RolesAllowed(Roles.RELEASE_MANAGER)
    @Transactional
    public Registered register(@PathParam("deviceId") String deviceId, @Nullable Wanted wanted) {
        if (!ID.matcher(deviceId).matches()) {
            throw new FleetException(DeviceError.MALFORMED, "an id has letters, digits, . _ : -");
        }
        String hardwareId = DeviceError.MALFORMED.needed(wanted == null ? null : wanted.hardwareId(), "hardwareId");
        byte[] drawn = new byte[TOKEN_BYTES];
        chance.nextBytes(drawn);
        String token = HexFormat.of().formatHex(drawn);
        String actor = caller.getPrincipal().getName();
        devices.register(deviceId, hardwareId, DdiGate.hash(token), clock.instant(), actor);
        audit.record(actor, "device.register", deviceId, hardwareId);
        return new Registered(deviceId, hardwareId, token);
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public Told get(@PathParam("deviceId") String deviceId) {
        return devices.attributes(deviceId)
                .map(attributes -> new Told(deviceId, attributes))
                .orElseThrow(() -> new FleetException(DeviceError.UNKNOWN, deviceId));
    }
}
