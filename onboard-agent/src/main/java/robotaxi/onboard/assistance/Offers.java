package robotaxi.onboard.assistance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Lead;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.VehicleShape;

/** What the car offers to do in a situation: only what its own judge would take. */
final class Offers {
    private static final double ROOM_METRES = 0.35;
    private static final double[] MORE_ROOM_METRES = {0.1, 0.5, 0.9, 1.4};
    private static final double[] RAMPS_METRES = {6, 4, 3, 2};
    private static final double FARTHEST_SIDE_METRES = 3.3;
    private static final double BEYOND_METRES = 2.5;
    private static final int SHORT_WAIT_SECONDS = 15;

    private final Situation now;
    private final PathJudge judge;

    Offers(Situation now, Predicate<RouteLine> isOpen) {
        this.now = now;
        this.judge = new PathJudge(now, isOpen);
    }

    List<Offer> make() {
        List<Offer> offers = new ArrayList<>();
        if (now.waitsForRelease()) {
            String words =
                    now.outside() ? "Let the car drive back into its area" : "All is well here: let the car go on";
            offers.add(new Offer("release", words, new Advice.Release()));
        }
        now.lead().map(Lead::track).filter(_ -> mayPass()).ifPresent(blocker -> {
            around(blocker, 1).ifPresent(way -> offers.add(new Offer("left", "Pass on the left", way)));
            around(blocker, -1).ifPresent(way -> offers.add(new Offer("right", "Pass on the right", way)));
        });
        offers.add(new Offer("wait", "Wait " + SHORT_WAIT_SECONDS + " s", new Advice.Wait(SHORT_WAIT_SECONDS)));
        offers.add(new Offer("closed", "The lane is closed: end this trip", new Advice.LaneClosed()));
        offers.add(new Offer("stop", "Stay here and end this trip", new Advice.PullOver()));
        return offers;
    }

    private boolean mayPass() {
        return now.mayDrive() && !now.outside() && !now.waitsForRelease();
    }

    private Optional<Advice.Drive> around(Track blocker, int side) {
        double here = now.here().sMetres();
        RouteLine.Projection at = now.driven().project(blocker.x(), blocker.y(), here, here + 60);
        double clear = blocker.widthMetres() / 2 + VehicleShape.HALF_WIDTH_METRES + ROOM_METRES;
        double from = at.sMetres() - blocker.lengthMetres() / 2 - VehicleShape.REAR_AXLE_TO_FRONT_METRES;
        double to = at.sMetres() + blocker.lengthMetres() / 2 + BEYOND_METRES;
        for (double more : MORE_ROOM_METRES) {
            double left = at.lateralMetres() + side * (clear + more);
            if (Math.abs(left) > FARTHEST_SIDE_METRES) {
                return Optional.empty();
            }
            for (double ramp : RAMPS_METRES) {
                Advice.Drive way = new Advice.Drive(judge.shifted(ramp, from, to, left));
                if (judge.judge(way.points(), now.ego().pose()) instanceof PathJudge.Judgement.Good) {
                    return Optional.of(way);
                }
            }
        }
        return Optional.empty();
    }
}
