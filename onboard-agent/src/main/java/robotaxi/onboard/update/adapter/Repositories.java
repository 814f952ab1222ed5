package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import robotaxi.onboard.update.Image;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.TufClient;
import robotaxi.onboard.update.TufException;
import robotaxi.onboard.update.Uptane;

/** The director and the image repository, as this car sees them over mutual TLS. */
final class Repositories {
    private final Updater.Settings settings;
    private final Supplier<HttpClient> clients;
    private final InstantSource clock;
    private final DrivingPermission permission;

    Repositories(
            Updater.Settings settings,
            Supplier<HttpClient> clients,
            InstantSource clock,
            DrivingPermission permission) {
        this.settings = settings;
        this.clients = clients;
        this.clock = clock;
        this.permission = permission;
    }

    private interface Visit<T> {
        T make(Uptane uptane, OtaHttp images) throws IOException;
    }

    private <T> T visit(Visit<T> visit) throws IOException {
        try (HttpClient client = clients.get()) {
            OtaHttp images = new OtaHttp(client, settings.otaUrl() + "/v1/tuf/", settings.speed());
            OtaHttp director = new OtaHttp(client, settings.otaUrl() + "/v1/director/", settings.speed());
            Path trust = settings.folder().resolve("trust");
            var uptane = new Uptane(
                    TufClient.ofDirector(settings.directorRoot(), director, new TrustFolder(trust.resolve("director"))),
                    TufClient.ofImages(settings.tufRoot(), images, new TrustFolder(trust.resolve("images"))),
                    settings.car());
            return visit.make(uptane, images);
        }
    }

    /** What the director wants the car to run. */
    Optional<Uptane.Directed> directed() throws IOException {
        return visit((uptane, _) -> hear(uptane));
    }

    /** One at a time: what may drive is also asked beside a transfer that takes long. */
    private synchronized Optional<Uptane.Directed> hear(Uptane uptane) throws IOException {
        Uptane.Word word = uptane.hear(clock.instant());
        if (word.mayNotDrive().isPresent()) {
            permission.heard(word.mayNotDrive().get());
        }
        return word.directed();
    }

    /** Verifies what was offered and fetches it into a file, unless it lies in the slot of an image already. */
    TargetFile fetch(Offer offer, Image runs, Optional<Image> previous, Path to) throws IOException {
        return visit((uptane, images) -> {
            Uptane.Directed directed = hear(uptane)
                    .filter(found -> found.releaseId().equals(offer.releaseId())
                            && found.rolloutId().equals(offer.rolloutId()))
                    .orElseThrow(() -> new TufException(
                            "director.not-directed", "the director does not want " + offer.releaseId() + " here"));
            boolean isPrevious = previous.filter(image ->
                            image.target().sha256().equals(directed.file().sha256()))
                    .isPresent();
            // What drove here before was newer than what ran then: a car may be ordered back to it, and to nothing
            // older.
            long least = isPrevious ? 0 : runs.target().releaseCounter();
            TargetFile file = uptane.verify(directed, least, clock.instant());
            if (!isPrevious) {
                Files.createDirectories(settings.folder());
                images.download(file, to);
            }
            return file;
        });
    }

    /** Tells the director what runs. Answers whether it took it. */
    boolean report(byte[] manifest) {
        try (HttpClient client = clients.get()) {
            return new OtaHttp(client, settings.otaUrl() + "/v1/director/", settings.speed()).put("manifest", manifest);
        }
    }
}
