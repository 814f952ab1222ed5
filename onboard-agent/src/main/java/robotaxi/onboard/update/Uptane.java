package robotaxi.onboard.update;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/**
 * Trust in two repositories: the director says what this car shall run, with keys that are online; the images' owners vouch for
 * every file, with keys that are not. A file counts only where both agree, so that neither alone can bring one to the car.
 *
 * @see <a href="https://uptane.org/docs/2.1.0/standard/uptane-standard">Uptane Standard 2.1.0, section 5.4.4.2, full verification</a>
 */
public final class Uptane {
    private final TufClient director;
    private final TufClient images;
    private final Car car;

    /**
     * The car that is verified for.
     *
     * @param ecuSerial of its one computer that models are for
     */
    public record Car(String vehicleId, String ecuSerial, String hardwareId) {
        /** With the serial that the fleet gives to the computer that drives. */
        public static Car of(String vehicleId, String hardwareId) {
            return new Car(vehicleId, vehicleId + ".drive", hardwareId);
        }
    }

    /**
     * What the director wants this car to run.
     *
     * @param rolloutId that brings it
     */
    public record Directed(String rolloutId, String releaseId, TargetFile file) {}

    /**
     * What the director says to this car, verified and fresh.
     *
     * @param directed empty if the car is to stay as it is
     * @param mayNotDrive releases that may not drive any more; empty if the director does not speak of it
     */
    public record Word(Optional<Directed> directed, Optional<Set<String>> mayNotDrive) {}

    /** Verifies for one car. */
    public Uptane(TufClient director, TufClient images, Car car) {
        this.director = director;
        this.images = images;
        this.car = car;
    }

    /** Asks the director what this car shall run; empty if it is to stay as it is. */
    public Optional<Directed> directed(Instant now) {
        return hear(now).directed();
    }

    /** Asks the director for all that it says to this car. */
    public Word hear(Instant now) {
        try {
            return read(director.refresh(now));
        } catch (JsonException e) {
            throw new TufException("director.malformed", String.valueOf(e.getMessage()));
        }
    }

    private Word read(JsonMap targets) {
        JsonMap custom = targets.map("custom");
        if (!custom.string("vehicleId").equals(car.vehicleId())) {
            throw new TufException("director.wrong-vehicle", "meant for " + custom.string("vehicleId"));
        }
        List<TargetFile> files = new ArrayList<>();
        JsonMap list = targets.map("targets");
        for (String path : list.keys()) {
            JsonMap ecus = list.map(path).map("custom").map("ecuIdentifiers");
            checkEcus(ecus);
            files.add(TufClient.target(path, list));
        }
        if (files.size() > 1) {
            throw new TufException("director.ecu-twice", files.size() + " files for one computer");
        }
        Optional<Directed> directed = files.stream()
                .findFirst()
                .map(file -> new Directed(custom.string("correlationId"), custom.string("releaseId"), file));
        return new Word(directed, custom.findStrings("mayNotDrive").map(Set::copyOf));
    }

    private void checkEcus(JsonMap ecus) {
        if (!ecus.keys().equals(Set.of(car.ecuSerial()))) {
            throw new TufException("director.unknown-ecu", "for " + ecus.keys() + ", not " + car.ecuSerial());
        }
        String hardwareId = ecus.map(car.ecuSerial()).string("hardwareId");
        if (!hardwareId.equals(car.hardwareId())) {
            throw new TufException("director.wrong-hardware", "for " + hardwareId + ", not " + car.hardwareId());
        }
    }

    /**
     * Checks what the director wants against the images' repository.
     *
     * @param installedCounter release counter of what runs; a file with a lower one is refused
     */
    public TargetFile verify(Directed directed, long installedCounter, Instant now) {
        String path = directed.file().path();
        JsonMap list = images.refresh(now).map("targets");
        if (list.findMap(path).isEmpty()) {
            throw new TufException("uptane.image-unknown", "the image repository does not list " + path);
        }
        try {
            TargetFile image = TufClient.target(path, list);
            if (!image.equals(directed.file())) {
                throw new TufException("uptane.image-differs", "director and image repository disagree on " + path);
            }
            if (!list.map(path).map("custom").strings("hardwareIds").contains(car.hardwareId())) {
                throw new TufException("uptane.wrong-hardware", path + " is not for " + car.hardwareId());
            }
            if (image.releaseCounter() < installedCounter) {
                throw new TufException(
                        "uptane.rollback", "counter " + image.releaseCounter() + " after " + installedCounter);
            }
            return image;
        } catch (JsonException e) {
            throw new TufException("tuf.malformed", String.valueOf(e.getMessage()));
        }
    }
}
