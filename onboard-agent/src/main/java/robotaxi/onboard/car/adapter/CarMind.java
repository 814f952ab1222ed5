package robotaxi.onboard.car.adapter;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.drive.FrameRing;
import robotaxi.onboard.model.Contradictions;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.ThinkingNeed;
import robotaxi.onboard.model.adapter.PlanClient.Seen;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Track;

/** How one car's model is asked to think, and what became of its thoughts. Needs the car's lock. */
final class CarMind {
    private static final long TICK_NANOS = 100_000_000;
    private static final long FULL_EVERY_US = 3_000_000;
    private static final double NEAR_METRES = 40;

    private final ThinkingNeed need;
    private final long firstSeed;
    private long decisions;
    private long completedUs = -1;
    private String lastWords = "";
    private volatile Effort lastEffort = Effort.within(Thinking.REFLEX, 0, 0);
    private volatile Tally tally = new Tally(0, 0, 0, 0);

    /** Thoughts so far. */
    record Tally(long full, long reflexes, long cut, long contradictions) {}

    CarMind(long firstSeed, ThinkingNeed.Policy policy) {
        this.firstSeed = firstSeed;
        this.need = new ThinkingNeed(policy, FULL_EVERY_US);
    }

    /** Whether the newest set of pictures has just become whole. */
    boolean completes(FrameRing frames, Eyes eyes) {
        Optional<Frame> newest = frames.newest();
        if (newest.isEmpty()
                || newest.get().timeUs() == completedUs
                || frames.pictures(eyes).isEmpty()) {
            return false;
        }
        completedUs = newest.get().timeUs();
        return true;
    }

    Effort effort(Seen seen, List<Track> tracks, long nowNanos) {
        Set<String> near = new HashSet<>();
        EgoState ego = seen.ego();
        for (Track track : tracks) {
            if (Math.hypot(track.x() - ego.pose().x(), track.y() - ego.pose().y()) < NEAR_METRES) {
                near.add(track.id());
            }
        }
        Thinking how = need.choose(new ThinkingNeed.Signs(
                        ego.timeUs(),
                        ego.speedMetresPerSecond(),
                        seen.observation().route(),
                        near))
                .thinking();
        lastEffort = Effort.within(how, nowNanos + TICK_NANOS, firstSeed + decisions++);
        return lastEffort;
    }

    /** What was asked of the model last. */
    Effort lastEffort() {
        return lastEffort;
    }

    /** Counts it, and lets a plan without words keep those that were said last. */
    Plan thought(Seen seen, Plan plan) {
        need.thought(seen.ego().timeUs(), plan);
        boolean full = plan.thought().thinking() == Thinking.FULL;
        boolean cut = plan.thought().cutShort()
                || plan.thought().asked() != plan.thought().thinking();
        Tally before = tally;
        tally = new Tally(
                before.full() + (full ? 1 : 0),
                before.reflexes() + (full ? 0 : 1),
                before.cut() + (cut ? 1 : 0),
                before.contradictions());
        if (!plan.reasoning().isEmpty()) {
            lastWords = plan.reasoning();
        }
        return plan.withReasoning(lastWords);
    }

    /** What in the plan's own words does not fit. */
    List<Contradictions.Contradiction> contradictions(Seen seen, Plan plan, List<Track> tracks, boolean isTracking) {
        EgoState ego = seen.ego();
        Optional<List<Contradictions.Sighting>> sightings = isTracking
                ? Optional.of(tracks.stream()
                        .map(track -> new Contradictions.Sighting(
                                track.kind(),
                                ego.pose().ahead(track.x(), track.y()),
                                ego.pose().left(track.x(), track.y())))
                        .toList())
                : Optional.empty();
        List<Contradictions.Contradiction> found = plan.thought().thinking() == Thinking.FULL
                ? Contradictions.in(plan, ego.speedMetresPerSecond(), sightings)
                : List.of();
        if (!found.isEmpty()) {
            Tally before = tally;
            tally = new Tally(before.full(), before.reflexes(), before.cut(), before.contradictions() + 1);
        }
        return found;
    }

    Tally tally() {
        return tally;
    }

    /** Another world begins. */
    void forget() {
        need.forget();
        completedUs = -1;
        lastWords = "";
    }
}
