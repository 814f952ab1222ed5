package robotaxi.onboard.car.adapter;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.vehicle.v1.ShadowCompared;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.FrameRing;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.adapter.PlanClient.Seen;
import robotaxi.onboard.shadow.Comparison;
import robotaxi.onboard.shadow.ShadowTally;
import robotaxi.onboard.shadow.adapter.ShadowHost;
import robotaxi.onboard.supervisor.EgoState;

/** One car's candidate: offered what the car sees, compared with what the car does, summed up and told to the fleet now and then. */
final class CarShadow {
    private static final int MOMENTS_A_MESSAGE = 200;
    private static final double CELLS_A_DEGREE = 100;

    private final ShadowHost host;
    private final Supplier<Optional<ShadowHost.Candidate>> candidate;
    private final Supplier<DrivingModel> active;
    private final FrameRing frames;
    private final LocalFrame frame;
    private final Consumer<ShadowCompared.Builder> tell;
    private BiConsumer<EgoState, String> disagreements = (ego, detail) -> {};
    private @Nullable Pair pair;
    private ShadowTally tally = new ShadowTally();

    /** Who is compared with whom, and where. */
    private record Pair(String active, String candidate, String candidateSha256, String cell) {}

    CarShadow(
            ShadowHost host,
            Supplier<Optional<ShadowHost.Candidate>> candidate,
            Supplier<DrivingModel> active,
            FrameRing frames,
            LocalFrame frame,
            Consumer<ShadowCompared.Builder> tell) {
        this.host = host;
        this.candidate = candidate;
        this.active = active;
        this.frames = frames;
        this.frame = frame;
        this.tell = tell;
    }

    /** Who hears of the large ones. */
    void disagreements(BiConsumer<EgoState, String> listener) {
        disagreements = listener;
    }

    /** The model has planned: the candidate may, if there is one and it has time. */
    void compare(Seen seen, Effort effort, Plan plan) {
        Optional<ShadowHost.Candidate> waiting = candidate.get();
        if (waiting.isEmpty()) {
            return;
        }
        ShadowHost.Listener listener = listener(seen.ego());
        Optional<Observation> view = host.eyes(waiting.get(), listener).flatMap(eyes -> view(seen.observation(), eyes));
        view.ifPresent(observation -> host.offer(
                waiting.get(),
                new ShadowHost.Moment(observation, plan.thought().thinking(), effort.seed(), plan),
                listener));
    }

    /** What the active model saw; to other eyes, the pictures that they want instead. */
    private Optional<Observation> view(Observation seen, Eyes eyes) {
        if (eyes.equals(active.get().eyes())) {
            return Optional.of(seen);
        }
        return frames.pictures(eyes)
                .map(pictures -> new Observation(pictures, seen.egoHistory(), seen.route(), seen.context()));
    }

    private ShadowHost.Listener listener(EgoState ego) {
        return new ShadowHost.Listener() {
            @Override
            public void planned(DrivingModel model, ShadowHost.Moment at, Plan shadow) {
                compared(
                        ego,
                        model,
                        Comparison.of(at.active(), shadow, at.observation().speed()));
            }

            @Override
            public void failed(String key, ModelFaultException fault) {
                synchronized (CarShadow.this) {
                    tally.fault();
                }
            }
        };
    }

    private void compared(EgoState ego, DrivingModel model, Comparison comparison) {
        synchronized (this) {
            Pair now = new Pair(active.get().releaseId(), model.releaseId(), model.manifestSha256(), cell(ego));
            Pair before = pair;
            if (before != null && (!before.equals(now) || tally.seen() >= MOMENTS_A_MESSAGE)) {
                tell.accept(message(before, tally.sums()));
                tally = new ShadowTally();
            }
            pair = now;
            tally.add(comparison);
        }
        if (comparison.isBig()) {
            disagreements.accept(ego, model.releaseId() + ": " + comparison.words());
        }
    }

    private String cell(EgoState ego) {
        var position = MissionWire.position(frame, ego.pose().x(), ego.pose().y());
        return String.format(
                Locale.ROOT,
                "%.2f,%.2f",
                Math.floor(position.getLatitudeDegrees() * CELLS_A_DEGREE) / CELLS_A_DEGREE,
                Math.floor(position.getLongitudeDegrees() * CELLS_A_DEGREE) / CELLS_A_DEGREE);
    }

    private static ShadowCompared.Builder message(Pair pair, ShadowTally.Sums sums) {
        ShadowCompared.Builder out = ShadowCompared.newBuilder()
                .setActiveReleaseId(pair.active())
                .setCandidateReleaseId(pair.candidate())
                .setCandidateManifestSha256(pair.candidateSha256())
                .setCell(pair.cell())
                .setMoments(sums.moments())
                .setAverageErrorSumMetres(sums.averageErrorSum())
                .setFinalErrorSumMetres(sums.finalErrorSum())
                .setAccelerationDifferenceSum(sums.accelerationSum())
                .setCurvatureDifferenceSum(sums.curvatureSum())
                .setSameIntent(sums.sameIntent())
                .setSameReason(sums.sameReason())
                .setActiveUncomfortable(sums.activeUncomfortable())
                .setCandidateUncomfortable(sums.candidateUncomfortable())
                .setCandidateFaults(sums.faults());
        for (int i = 0; i < sums.averageErrors().length; i++) {
            out.addAverageErrors(sums.averageErrors()[i]).addFinalErrors(sums.finalErrors()[i]);
        }
        return out;
    }
}
