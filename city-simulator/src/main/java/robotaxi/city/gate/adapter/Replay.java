package robotaxi.city.gate.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import robotaxi.city.gate.TimedPose;
import robotaxi.city.gate.Trace;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Carriageway;
import robotaxi.city.scene.RoadLine;
import robotaxi.city.scene.Scene;

/** A rollout from above, small enough to be part of what is signed: centimetres, twice a second. */
final class Replay {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVERY_STEP = 5;
    private static final int EVERY_PLAN_POSE = 8;
    private static final double EDGE_SPACING_METRES = 10;
    private static final double SHOWN_METRES = 120;

    private Replay() {}

    static ObjectNode of(Trace trace, Scene scene) {
        ObjectNode replay = JSON.createObjectNode();
        Pose origin = trace.moments().getFirst().rearAxle();
        ArrayNode roads = replay.putArray("edges");
        for (Carriageway road : scene.roads()) {
            for (double side : new double[] {-Carriageway.HALF_WIDTH_METRES, 0, Carriageway.HALF_WIDTH_METRES}) {
                edge(roads.addArray(), road.line(), side, origin);
            }
        }
        ObjectNode boxes = replay.putObject("boxes");
        box(boxes.putArray("EGO"), trace.ego());
        new TreeMap<>(trace.actors()).forEach((id, shape) -> box(boxes.putArray(id), shape));
        replay.put("relevantFromMillis", millis(trace, trace.relevantFromMicros()));
        ArrayNode frames = replay.putArray("frames");
        for (int i = 0; i < trace.moments().size(); i += EVERY_STEP) {
            frame(frames.addObject(), trace, trace.moments().get(i), origin);
        }
        return replay;
    }

    private static void edge(ArrayNode points, RoadLine line, double side, Pose origin) {
        for (double along = 0; along <= line.lengthMetres(); along += EDGE_SPACING_METRES) {
            Pose point = line.at(along).moved(0, side, 0);
            if (point.distanceTo(origin.x(), origin.y()) < SHOWN_METRES) {
                place(points, point, origin);
            }
        }
    }

    private static void box(ArrayNode node, Trace.Shape shape) {
        node.add(Math.round(shape.length() * 100))
                .add(Math.round(shape.width() * 100))
                .add(shape.label());
    }

    private static void frame(ObjectNode node, Trace trace, Trace.Moment moment, Pose origin) {
        node.put("millis", millis(trace, moment.micros()));
        pose(node.putArray("ego"), moment.rearAxle().moved(trace.ego().centreAhead(), 0, 0), origin);
        ObjectNode actors = node.putObject("actors");
        for (Map.Entry<String, Pose> actor : moment.actors().entrySet()) {
            if (actor.getValue().distanceTo(origin.x(), origin.y()) < SHOWN_METRES) {
                pose(actors.putArray(actor.getKey()), actor.getValue(), origin);
            }
        }
        for (Trace.Decision decision : trace.decisions()) {
            if (decision.micros() == moment.micros()) {
                node.put("words", decision.reasoning());
                plan(node.putArray("plan"), decision.plan(), origin);
            }
        }
    }

    private static void plan(ArrayNode node, List<TimedPose> plan, Pose origin) {
        for (int i = 0; i < plan.size(); i += EVERY_PLAN_POSE) {
            place(node, plan.get(i).pose(), origin);
        }
    }

    private static long millis(Trace trace, long micros) {
        return (micros - trace.moments().getFirst().micros()) / 1000;
    }

    private static void place(ArrayNode node, Pose pose, Pose origin) {
        node.add(Math.round(100 * origin.aheadOf(pose.x(), pose.y())))
                .add(Math.round(100 * origin.leftOf(pose.x(), pose.y())));
    }

    /** The last number is the heading in hundredths of a radian. */
    private static void pose(ArrayNode node, Pose pose, Pose origin) {
        place(node, pose, origin);
        node.add(Math.round(100 * Pose.wrapped(pose.heading() - origin.heading())));
    }
}
