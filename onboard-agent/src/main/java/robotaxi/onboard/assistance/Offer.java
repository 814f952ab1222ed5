package robotaxi.onboard.assistance;

import java.util.List;

/**
 * Something that the car offers to do.
 *
 * @param id unique within its scene
 * @param words for people
 * @param advice what it means; never another choice
 */
public record Offer(String id, String words, Advice advice) {
    /** Where the car would drive; empty if it would not. */
    public List<Advice.Point> path() {
        return advice instanceof Advice.Drive drive ? drive.points() : List.of();
    }
}
