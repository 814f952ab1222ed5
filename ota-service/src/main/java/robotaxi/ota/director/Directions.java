package robotaxi.ota.director;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.trust.Direction;
import robotaxi.ota.trust.SignedMetadata;

/** What each car was directed to, and the files that say so. */
public interface Directions {
    /** Directs cars, each anew; what changes nothing is not written. */
    void direct(List<Direction> directions);

    /** Takes back what a rollout directed these cars to. */
    void withdraw(String rolloutId, List<String> vehicleIds);

    /** Takes back all that a rollout directed cars to. */
    void withdrawAll(String rolloutId);

    /** Takes back what cars were directed to by a release, whoever did. */
    void withdrawRelease(String releaseId);

    /** Releases that may not drive any more, by id. */
    List<String> listStopped();

    /** Has the files of all cars signed anew. */
    void signAllAnew();

    /** The newest files of a car, if they say what is meant and need no new date yet. */
    Optional<SignedDirection> fresh(String vehicleId, Instant now);

    /** The files of a version. */
    Optional<SignedDirection> find(String vehicleId, long version);

    /** Keeps others from signing for the car; empty if the registry does not know it. */
    Optional<Unsigned> lock(String vehicleId);

    /** Cars whose files are to be signed, that nobody else is signing for. */
    List<String> due(Instant now, int most);

    /** Publishes a car's files. */
    void keep(String vehicleId, SignedDirection files, Instant renewAt);

    /** The director's newest root. */
    Optional<byte[]> newestRoot();

    /** The director's root of a version. */
    Optional<byte[]> root(long version);

    /** Publishes a root, under which all cars' files are to be signed anew. */
    void addRoot(SignedMetadata root);

    /**
     * A car's direction.
     *
     * @param version of its newest files, 0 before the first
     */
    record Unsigned(Direction direction, long version) {}

    /** The three files that direct a car, of one version. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record SignedDirection(long version, byte[] targets, byte[] snapshot, byte[] timestamp) {}
}
