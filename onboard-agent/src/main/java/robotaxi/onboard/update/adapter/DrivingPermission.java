package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import robotaxi.onboard.json.CanonicalJson;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.queue.SmallFile;

/**
 * Which releases may not drive any more, as the director said it last. It lies beside the trusted metadata, not in them: those may be of a
 * refused word, and this is only of a word that was verified to its end. A car that is started without a link still knows it.
 */
final class DrivingPermission {
    private static final System.Logger LOG = System.getLogger(DrivingPermission.class.getName());
    private static final String MEMBER = "mayNotDrive";

    private final SmallFile file;
    private volatile Optional<Set<String>> withdrawn;
    private Set<String> kept;

    /** In the folder of what is trusted. */
    DrivingPermission(Path folder) {
        file = new SmallFile(folder.resolve("driving-permission.json"));
        withdrawn = read();
        kept = withdrawn.orElse(Set.of());
    }

    /** Empty if there is something that cannot be read. */
    private Optional<Set<String>> read() {
        try {
            return Optional.of(file.read()
                    .map(text -> Set.copyOf(Json.object(text).strings(MEMBER)))
                    .orElse(Set.of()));
        } catch (IOException | JsonException e) {
            LOG.log(
                    Level.ERROR,
                    "The permission to drive cannot be read: nothing drives until the director is heard",
                    e);
            return Optional.empty();
        }
    }

    /** The director's verified word. It counts at once, and is on the disk when this returns. */
    void heard(Set<String> mayNotDrive) throws IOException {
        boolean isNews = withdrawn.isEmpty() || !kept.equals(mayNotDrive);
        withdrawn = Optional.of(mayNotDrive);
        if (isNews) {
            LOG.log(Level.INFO, () -> "The permission to drive changed mayNotDrive=" + mayNotDrive);
            file.write(CanonicalJson.encode(
                    Map.of(MEMBER, mayNotDrive.stream().sorted().toList())));
            kept = mayNotDrive;
        }
    }

    /** Why a release may not drive; empty if it may. */
    Optional<String> refuse(String releaseId) {
        Optional<Set<String>> now = withdrawn;
        if (now.isEmpty()) {
            return Optional.of("the car cannot read which releases may drive");
        }
        return now.get().contains(releaseId) ? Optional.of(releaseId + " may not drive any more") : Optional.empty();
    }
}
