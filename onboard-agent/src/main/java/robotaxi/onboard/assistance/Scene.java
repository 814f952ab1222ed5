package robotaxi.onboard.assistance;

import java.util.List;
import java.util.Optional;
import robotaxi.onboard.supervisor.Pose2;

/**
 * What the fleet was shown of the car's surroundings.
 *
 * @param id changes with the offers
 * @param pose where the car stood; points of an advice are seen from there
 */
public record Scene(String id, Pose2 pose, List<Offer> offers) {
    /** Copies. */
    public Scene {
        offers = List.copyOf(offers);
    }

    Optional<Offer> offer(String offerId) {
        return offers.stream().filter(offer -> offer.id().equals(offerId)).findFirst();
    }
}
