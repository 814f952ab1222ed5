package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.onboard.update.Image;

/**
 * Removes from the car what the director does not want there any more: a release that is revoked must not lie ready in a slot.
 *
 * @param download a package that comes in
 */
record Withdrawn(Slots slots, Path download) {
    /**
     * Compares with the director's word, which must be verified and fresh.
     *
     * @param tell of a staged release that goes
     */
    void remove(Optional<Offer> wanted, Consumer<Image> tell) throws IOException {
        Optional<Image> unwanted = slots.staged()
                .filter(image -> wanted.filter(offer -> offer.releaseId().equals(image.releaseId()))
                        .isEmpty());
        if (unwanted.isPresent()) {
            // Told before it is done: cut between the two, it is told once more, and never left untold.
            tell.accept(unwanted.get());
            slots.dropStaged();
        }
        slots.empty();
        if (wanted.isEmpty()) {
            Files.deleteIfExists(download);
        }
    }
}
