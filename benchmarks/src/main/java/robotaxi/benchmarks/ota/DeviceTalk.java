package robotaxi.benchmarks.ota;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import robotaxi.local.stack.StackException;

/** Devices whose server may be dead: each thing is said over a connection of its own, and 0 is the answer of nobody. */
public final class DeviceTalk {
    private static final Pattern UPDATE = Pattern.compile("(/deploymentBase/\\d+)");

    private final String url;

    /** Devices with the token {@code token-ID} each. */
    public DeviceTalk(String url) {
        this.url = url;
    }

    /** The path of what a device shall install, if it shall. */
    public Optional<String> update(String deviceId) {
        try (var line = new DeviceLine(url)) {
            Matcher found = UPDATE.matcher(line.get(deviceId, "").body());
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (StackException e) {
            return Optional.empty();
        }
    }

    /** Reads what it shall install; answers the status. */
    public int get(String deviceId, String update) {
        try (var line = new DeviceLine(url)) {
            return line.get(deviceId, update).status();
        } catch (StackException e) {
            return 0;
        }
    }

    /** Says how it goes; answers the status. */
    public int say(String deviceId, String update, String execution, String finished) {
        try (var line = new DeviceLine(url)) {
            return line.post(
                            deviceId,
                            update + "/feedback",
                            "{\"status\":{\"execution\":\"" + execution + "\",\"result\":{\"finished\":\"" + finished
                                    + "\"},\"details\":[\"step\"]}}")
                    .status();
        } catch (StackException e) {
            return 0;
        }
    }
}
