package robotaxi.ota.ddi.adapter;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.security.VehicleIdentity;
import robotaxi.ota.ddi.Devices;
import robotaxi.ota.ddi.Standing;
import robotaxi.ota.trust.Sha256;

/**
 * Who may speak for a device: its certificate on the vehicle port, its own token, or the gateway's. Tokens are long and drawn by
 * chance, so that one SHA-256 is enough to keep them, and no database is asked.
 */
@ApplicationScoped
class DdiGate {
    private static final int LONGEST_ID = 256;
    private static final String TARGET = "TargetToken ";
    private static final String GATEWAY = "GatewayToken ";

    private final DdiConfig config;
    private final DeviceBoard board;
    private final Devices devices;
    private final VehicleIdentity certificate;
    private final InstantSource clock;

    @Inject
    DdiGate(DdiConfig config, DeviceBoard board, Devices devices, VehicleIdentity certificate, InstantSource clock) {
        this.config = config;
        this.board = board;
        this.devices = devices;
        this.certificate = certificate;
        this.clock = clock;
    }

    /**
     * What the device is told, if the request may speak for it; empty for one that nobody knows yet.
     *
     * @throws DdiException if it may not, or not now
     */
    Optional<Standing> enter(String tenant, String deviceId, HttpServerRequest request) {
        if (!board.current()) {
            throw DdiException.busy();
        }
        if (deviceId.length() > LONGEST_ID) {
            throw DdiException.malformed("a controller id has at most " + LONGEST_ID + " characters");
        }
        Optional<Standing> standing = board.find(deviceId);
        String given = request.getHeader("Authorization");
        if (!tenant.equals(config.tenant())
                || !(certificate.find().filter(deviceId::equals).isPresent() || proven(given, standing))) {
            throw DdiException.unauthorized();
        }
        return standing;
    }

    private boolean proven(@Nullable String given, Optional<Standing> standing) {
        if (given == null) {
            return false;
        }
        if (given.startsWith(TARGET)) {
            String hash = hash(given.substring(TARGET.length()));
            return standing.map(Standing::tokenHash)
                    .filter(known -> same(known, hash))
                    .isPresent();
        }
        return given.startsWith(GATEWAY)
                && config.gatewayToken()
                        .filter(known -> same(known, given.substring(GATEWAY.length())))
                        .isPresent();
    }

    static String hash(String token) {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes known a device that has proven itself and was never seen. */
    @Transactional
    Standing register(String deviceId) {
        devices.register(deviceId, null, null, clock.instant(), deviceId);
        return new Standing(null, true, 0, null);
    }
}
