package robotaxi.ota.release;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A release has come to the whole fleet; what it takes the place of is superseded. Belongs into one transaction. */
public final class MakeGeneral {
    private final Releases releases;
    private final ReleaseEvents events;
    private final InstantSource clock;

    /** Over these releases. */
    public MakeGeneral(Releases releases, ReleaseEvents events, InstantSource clock) {
        this.releases = releases;
        this.events = events;
        this.clock = clock;
    }

    /** Notes it, unless the release was revoked meanwhile. */
    public void handle(ReleaseId id, String actor, String detail) {
        if (!(releases.find(id).orElse(null) instanceof Release.Signed release)) {
            return;
        }
        Release.Signed general = release.general(clock.instant());
        List<Release.Signed> fleet = new ArrayList<>(List.of(general));
        releases.list().stream()
                .filter(other -> !other.content().id().equals(id))
                .filter(other -> other instanceof Release.Signed signed && signed.reach() == Release.Reach.GENERAL)
                .map(Release.Signed.class::cast)
                .forEach(fleet::add);
        List<Release.Signed> changed = new ArrayList<>(List.of(general));
        fleet.stream()
                .filter(other -> isCovered(other, fleet))
                .map(Release.Signed::superseded)
                .forEach(changed::add);
        changed.forEach(moved -> {
            releases.save(moved);
            events.changed(moved, actor, detail);
        });
    }

    /** Whether newer ones are general on all its kinds of hardware. */
    private static boolean isCovered(Release.Signed release, List<Release.Signed> fleet) {
        Set<String> newer = new HashSet<>();
        fleet.stream()
                .filter(other -> generalSince(other).isAfter(generalSince(release)))
                .forEach(other -> newer.addAll(other.content().hardwareIds()));
        return newer.containsAll(release.content().hardwareIds());
    }

    private static Instant generalSince(Release.Signed release) {
        Instant since = release.generalSince();
        return since == null ? Instant.MIN : since;
    }
}
