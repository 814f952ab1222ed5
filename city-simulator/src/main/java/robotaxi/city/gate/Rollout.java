package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import robotaxi.city.gate.EgoDriver.Answer;
import robotaxi.city.gate.EgoDriver.Frame;
import robotaxi.city.gate.EgoDriver.Motion;
import robotaxi.city.gate.EgoDriver.Observation;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Scene;
import robotaxi.city.scene.SceneGround;
import robotaxi.city.scene.Snapshot;
import robotaxi.city.scene.Waypoints;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Camera;
import robotaxi.city.view.Picture;
import robotaxi.city.view.RigRenderer;

/**
 * One closed-loop drive of one scene: cameras, then the decision, then controller and car, then everybody else, in
 * AlpaSim's order. World time stands still while the driver thinks.
 */
public final class Rollout {
    private static final int DARK = 10;

    private final Recording recording;
    private final RolloutTerms terms;
    private final EgoDriver driver;
    private final RolloutLog log;
    private final LongSupplier nanos;
    private final RigRenderer renderer;
    private final PlanController controller;
    private final List<Trace.Moment> moments = new ArrayList<>();
    private final List<Trace.Decision> decisions = new ArrayList<>();

    /**
     * A rollout that has not begun.
     *
     * @param log hears of every step
     * @param nanos monotonic time, to say how long the driver thinks
     */
    public Rollout(Recording recording, RolloutTerms terms, EgoDriver driver, RolloutLog log, LongSupplier nanos) {
        this.recording = recording;
        this.terms = terms;
        this.driver = driver;
        this.log = log;
        this.nanos = nanos;
        this.renderer = new RigRenderer(new SceneGround(recording.scene().roads()));
        this.controller = new PlanController(recording.scene().conditions().friction());
    }

    /**
     * Runs it.
     *
     * @param stop asked before every step
     * @throws RolloutException if the driver gives no plan when it has to, or the rollout was stopped
     */
    public Trace run(String session, long seed, BooleanSupplier stop) {
        driver.start(session, seed, recording.scene().id().toString());
        try {
            drive(session, stop);
        } finally {
            driver.close(session);
        }
        return trace();
    }

    private void drive(String session, BooleanSupplier stop) {
        long start = Recording.START_MICROS;
        CarState car = recording.stateAt(RolloutTerms.renderStartMicros());
        commit(start, recording.stateAt(start));
        commit(RolloutTerms.renderStartMicros(), car);
        List<Motion> fresh = new ArrayList<>(
                List.of(motion(start, recording.stateAt(start)), motion(RolloutTerms.renderStartMicros(), car)));
        for (int step = 0; step < terms.steps(); step++) {
            if (stop.getAsBoolean()) {
                throw new RolloutException("stopped");
            }
            long now = RolloutTerms.renderStartMicros() + step * Recording.STEP_MICROS;
            long next = now + Recording.STEP_MICROS;
            boolean forced = next <= terms.takeOverMicros();
            List<Frame> frames = pictures(car.rearAxle(), now);
            observe(session, now, frames, fresh, car);
            List<TimedPose> plan = List.of();
            if (!forced || terms.callsDriverWhileForced()) {
                Answer answer = ask(session, now, next, frames);
                if (answer.ends()) {
                    return;
                }
                plan = answer.plan();
            }
            if (!forced && plan.isEmpty()) {
                throw new RolloutException("the driver has no plan at " + Recording.seconds(now) + " s");
            }
            car = forced ? recording.stateAt(next) : controller.step(car, plan, now);
            fresh = List.of(forced ? standing(next, car) : motion(next, car));
            commit(next, car);
        }
        // The shutters close once more before the end comes.
        observe(session, terms.endMicros(), pictures(car.rearAxle(), terms.endMicros()), List.of(), null);
    }

    private void observe(String session, long now, List<Frame> frames, List<Motion> fresh, @Nullable CarState car) {
        float[] route = new float[car == null ? 0 : 2 * Snapshot.WAYPOINTS];
        if (car != null) {
            Waypoints.write(recording.scene().route(), car.rearAxle(), route);
        }
        Observation observation = new Observation(now, frames, List.copyOf(fresh), route);
        log.observed(observation);
        driver.observe(session, observation);
    }

    private Answer ask(String session, long now, long next, List<Frame> frames) {
        long began = nanos.getAsLong();
        Answer answer = driver.drive(session, now, next);
        double millis = (nanos.getAsLong() - began) / 1e6;
        boolean dark = frames.stream()
                .filter(frame -> frame.cameraId().equals(Camera.RIG.get(1).id()))
                .anyMatch(frame -> dark(frame.picture()));
        Trace.Decision decision = new Trace.Decision(
                now, answer.plan(), answer.samples(), answer.reasoning(), answer.safe(), dark, millis);
        decisions.add(decision);
        log.decided(decision);
        return answer;
    }

    private static boolean dark(Picture picture) {
        for (int rgb : picture.pixels()) {
            if ((rgb >> 16 & 255) > DARK || (rgb >> 8 & 255) > DARK || (rgb & 255) > DARK) {
                return false;
            }
        }
        return true;
    }

    private List<Frame> pictures(Pose rearAxle, long micros) {
        Scene scene = recording.scene();
        double seconds = Recording.seconds(micros);
        List<Frame> frames = new ArrayList<>();
        for (Camera camera : Camera.RIG) {
            Picture picture = new Picture(Snapshot.WIDTH, Snapshot.HEIGHT);
            renderer.render(
                    picture,
                    camera,
                    rearAxle,
                    scene.bodiesAt(seconds),
                    scene.conditions().weather(),
                    Math.round(seconds * 10) + 1000L * scene.seed());
            frames.add(new Frame(camera.id(), picture));
        }
        return frames;
    }

    private static Motion motion(long micros, CarState car) {
        return new Motion(new TimedPose(micros, car.rearAxle()), car.speed(), car.acceleration(), car.yawRate());
    }

    /** While the recording drives nobody tells the driver how fast it is. */
    private static Motion standing(long micros, CarState car) {
        return new Motion(new TimedPose(micros, car.rearAxle()), 0, 0, 0);
    }

    private void commit(long micros, CarState car) {
        Trace.Moment moment = new Trace.Moment(micros, car.rearAxle(), recording.actorsAt(micros));
        moments.add(moment);
        log.committed(moment);
    }

    private Trace trace() {
        return new Trace(
                recording.scene().id().toString(),
                terms.takeOverMicros(),
                Recording.car(),
                recording.shapes(),
                List.copyOf(moments),
                List.copyOf(decisions),
                // Cut to the rollout: progress is measured against what could be driven in this time.
                recording.poses(terms.endMicros()));
    }
}
