package robotaxi.ota.ddi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The devices that ask for their updates themselves. */
public interface Devices {
    /**
     * Makes a device known, or gives a known one another token.
     *
     * @param tokenHash SHA-256 of its token in hex, or null for one that comes with other proof
     */
    void register(String deviceId, @Nullable String hardwareId, @Nullable String tokenHash, Instant now, String actor);

    /** Its attributes. */
    Optional<Map<String, String>> attributes(String deviceId);

    /** Its attributes as it told them. */
    void saveAttributes(String deviceId, Map<String, String> attributes);

    /** Whether it agrees to all updates by itself; {@code null} for no. */
    Optional<AutoConsent> autoConsent(String deviceId);

    /** Lets it agree by itself from now on, or no longer. */
    void saveAutoConsent(String deviceId, @Nullable AutoConsent consent);

    /** Updates that wait for its consent. */
    List<Integer> listAwaitingConsent(String deviceId);

    /** Whether it was once told to install something under this number. */
    boolean hadAction(String deviceId, int actionId);

    /** Asks for their attributes at their next polls. */
    void wantAttributes(List<String> deviceIds);

    /**
     * Why a device agrees by itself.
     *
     * @param initiator who wanted it
     * @param remark why, or empty
     * @param since from when on
     */
    record AutoConsent(String initiator, String remark, Instant since) {}
}
