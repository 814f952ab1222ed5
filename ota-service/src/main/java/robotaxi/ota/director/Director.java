package robotaxi.ota.director;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.director.Directions.SignedDirection;
import robotaxi.ota.director.Directions.Unsigned;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.OnlineKeys;
import robotaxi.ota.trust.OnlineLifetimes;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TrustedRoot;
import robotaxi.ota.trust.TufRole;

/**
 * Signs what each car is directed to: once for each change and once for each half of a timestamp's life, never for a poll. Every method
 * belongs into one transaction.
 */
public final class Director {
    private final Directions directions;
    private final OnlineKeys keys;
    private final OnlineLifetimes lifetimes;
    private final InstantSource clock;

    /** Signs with the first of the keys that the newest root lists. */
    public Director(Directions directions, OnlineKeys keys, OnlineLifetimes lifetimes, InstantSource clock) {
        this.directions = directions;
        this.keys = keys;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /** The newest timestamp of a car; empty if nobody knows the car. */
    public Optional<byte[]> timestamp(String vehicleId) {
        return directions
                .fresh(vehicleId, clock.instant())
                .or(() -> signed(vehicleId))
                .map(SignedDirection::timestamp);
    }

    /** Another file of a car. */
    public Optional<byte[]> find(String vehicleId, TufRole role, long version) {
        return switch (role) {
            case ROOT -> directions.root(version);
            case SNAPSHOT -> directions.find(vehicleId, version).map(SignedDirection::snapshot);
            case TARGETS -> directions.find(vehicleId, version).map(SignedDirection::targets);
            case TIMESTAMP -> Optional.empty();
        };
    }

    /** Signs for the next few cars that wait for it. Answers how many. */
    public int signDue(int most) {
        List<String> due = directions.due(clock.instant(), most);
        due.forEach(this::signed);
        return due.size();
    }

    private Optional<SignedDirection> signed(String vehicleId) {
        Optional<Unsigned> car = directions.lock(vehicleId);
        // Somebody else may have signed while this waited.
        return car.flatMap(_ -> directions.fresh(vehicleId, clock.instant()))
                .or(() -> car.map(found -> sign(vehicleId, found)));
    }

    private SignedDirection sign(String vehicleId, Unsigned car) {
        Instant now = clock.instant();
        Optional<TrustedRoot> root = directions.newestRoot().map(TrustedRoot::first);
        long version = car.version() + 1;
        // Read only now that the car is locked: what is stopped from here on has the car signed for once more.
        byte[] targets = MetadataAuthor.direction(
                version,
                now.plus(lifetimes.targets()),
                car.direction(),
                directions.listStopped(),
                key(root, TufRole.TARGETS));
        byte[] snapshot = MetadataAuthor.snapshot(
                version,
                now.plus(lifetimes.snapshot()),
                SignedMetadata.parse(TufRole.TARGETS, targets),
                key(root, TufRole.SNAPSHOT));
        byte[] timestamp = MetadataAuthor.timestamp(
                version,
                now.plus(lifetimes.timestamp()),
                SignedMetadata.parse(TufRole.SNAPSHOT, snapshot),
                key(root, TufRole.TIMESTAMP));
        var files = new SignedDirection(version, targets, snapshot, timestamp);
        directions.keep(vehicleId, files, now.plus(lifetimes.timestamp().dividedBy(2)));
        return files;
    }

    private SigningKey key(Optional<TrustedRoot> root, TufRole role) {
        return root.map(known -> keys.of(known, role)).orElseGet(keys::first);
    }

    /**
     * Publishes the director's root, verified as a car would.
     *
     * @return its version
     */
    public long publishRoot(byte[] bytes) {
        Optional<TrustedRoot> before = directions.newestRoot().map(TrustedRoot::first);
        TrustedRoot root = before.map(known -> known.next(bytes)).orElseGet(() -> TrustedRoot.first(bytes));
        if (before.isEmpty()) {
            root.requireVersion(1);
        }
        root.requireFresh(clock.instant());
        for (TufRole role : List.of(TufRole.TARGETS, TufRole.SNAPSHOT, TufRole.TIMESTAMP)) {
            keys.of(root, role);
        }
        directions.addRoot(root.metadata());
        return root.metadata().version();
    }
}
