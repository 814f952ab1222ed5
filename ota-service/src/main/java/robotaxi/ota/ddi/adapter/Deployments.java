package robotaxi.ota.ddi.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.artifact.StoredArtifact;
import robotaxi.ota.ddi.DeviceLog;
import robotaxi.ota.ddi.adapter.DdiJson.Link;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.rollout.InstallTerms;
import robotaxi.ota.rollout.RolloutCar;

/** Writes down for a device what it shall install. */
@ApplicationScoped
class Deployments {
    /** What device clients call the whole software of a device. */
    private static final String PART = "os";

    private final DeviceModules modules;
    private final Fleet fleet;
    private final DeviceLog log;
    private final InstantSource clock;

    @Inject
    Deployments(DeviceModules modules, Fleet fleet, DeviceLog log, InstantSource clock) {
        this.modules = modules;
        this.fleet = fleet;
        this.log = log;
        this.clock = clock;
    }

    /** What an update brings to its device, and when. */
    DdiJson.Deployment deployment(RolloutCar update, DdiLinks links) {
        String hardwareId = fleet.find(update.car().vehicleId())
                .map(FleetVehicle::hardwareId)
                .orElse("");
        return deployment(update, hardwareId, links);
    }

    /** The same for a device whose hardware is known. */
    DdiJson.Deployment deployment(RolloutCar update, String hardwareId, DdiLinks links) {
        InstallTerms terms = update.terms();
        Instant now = clock.instant();
        String manner = terms.forced(now) ? "forced" : "attempt";
        boolean open = terms.open(now);
        return new DdiJson.Deployment(
                manner,
                open ? manner : "skip",
                terms.window() == null ? null : open ? "available" : "unavailable",
                List.of(chunk(update, hardwareId, links)));
    }

    private DdiJson.Chunk chunk(RolloutCar update, String hardwareId, DdiLinks links) {
        DeviceModule module = modules.find(update.destination(), hardwareId)
                .orElseThrow(() -> DdiException.unknown("the release has no file for this device"));
        ReleaseId id = module.release().content().id();
        return new DdiJson.Chunk(PART, id.version(), id.name(), List.of(artifact(module, links)));
    }

    static DdiJson.Artifact artifact(DeviceModule module, DdiLinks links) {
        StoredArtifact artifact = module.artifact();
        String path = "softwaremodules/" + module.id() + "/artifacts/" + DdiLinks.segment(module.fileName());
        String suffix = links.encrypted() ? "" : "-http";
        Map<String, Link> to = new LinkedHashMap<>();
        to.put("download" + suffix, links.to(path));
        to.put("md5sum" + suffix, links.to(path + ".MD5SUM"));
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("sha1", artifact.sha1());
        hashes.put("md5", artifact.md5());
        hashes.put("sha256", artifact.hash().hex());
        return new DdiJson.Artifact(module.fileName(), artifact.lengthBytes(), hashes, to);
    }

    /** What was said before, if the device wants to know: so many messages, or all for a negative number. */
    DdiJson.@Nullable History history(RolloutCar update, int actionId, int messages) {
        return messages == 0
                ? null
                : new DdiJson.History(
                        update.car().state().wireName().toUpperCase(Locale.ROOT),
                        log.newest(actionId, messages < 0 ? Integer.MAX_VALUE : messages));
    }
}
