package robotaxi.ota.ddi.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.ota.artifact.ContentHash;
import robotaxi.ota.artifact.StoredArtifacts;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;
import robotaxi.ota.store.adapter.Sql;

/** Which piece of software a device gets of a release. */
@ApplicationScoped
class DeviceModules {
    private static final int MOST_KNOWN = 1_000;

    private final Map<Key, DeviceModule> known = new ConcurrentHashMap<>();
    private final Releases releases;
    private final Fleet fleet;
    private final StoredArtifacts artifacts;
    private final Sql sql;

    private record Key(String releaseId, String hardwareId) {}

    @Inject
    DeviceModules(Releases releases, Fleet fleet, StoredArtifacts artifacts, Sql sql) {
        this.releases = releases;
        this.fleet = fleet;
        this.artifacts = artifacts;
        this.sql = sql;
    }

    /** The piece for a kind of hardware; empty when the release was revoked, or has none for it. */
    Optional<DeviceModule> find(String releaseId, String hardwareId) {
        Key key = new Key(releaseId, hardwareId);
        DeviceModule kept = known.get(key);
        Optional<DeviceModule> found = kept == null ? read(key) : Optional.of(kept);
        found.ifPresent(module -> keep(key, module));
        return found;
    }

    /** A release and its files never change; that it was revoked stops every rollout of it. */
    private void keep(Key key, DeviceModule module) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(key, module);
    }

    private Optional<DeviceModule> read(Key key) {
        return releases.find(ReleaseId.parse(key.releaseId()))
                .filter(Release.Signed.class::isInstance)
                .map(Release.Signed.class::cast)
                .flatMap(release -> release.fileFor(key.hardwareId())
                        .flatMap(file -> artifacts
                                .find(new ContentHash(file.sha256()))
                                .map(artifact -> new DeviceModule(
                                        id(key.releaseId()),
                                        release,
                                        file.path().substring(file.path().lastIndexOf('/') + 1),
                                        artifact))));
    }

    private int id(String releaseId) {
        return sql.find("select module_id from release where id = ?", row -> row.getInt(1), releaseId)
                .orElseThrow();
    }

    /** The release that an update of this device brought or brings: only one that it has begun to read, or has installed. A revoked one is nobody's. */
    Optional<DeviceModule> findOwn(String deviceId, int moduleId) {
        return sql.find("""
                        select m.id from vehicle_update u join rollout r on r.id = u.rollout_id
                        join release m on m.id = coalesce(u.return_to, r.release_id)
                        where u.vehicle_id = ? and m.module_id = ? and m.state <> 'revoked' and u.action_id is not null
                              and (not u.ended or u.state in ('committed', 'rolled-back'))
                              and (u.retrieved or u.consent = 'awaited') limit 1""", row -> row.getString(1), deviceId, moduleId)
                .flatMap(releaseId -> fleet.find(deviceId).flatMap(device -> find(releaseId, device.hardwareId())));
    }
}
