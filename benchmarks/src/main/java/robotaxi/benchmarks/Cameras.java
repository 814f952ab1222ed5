package robotaxi.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.city.City;
import robotaxi.city.fleet.Moment;
import robotaxi.city.fleet.WantedCamera;
import robotaxi.city.fleet.Wishes;
import robotaxi.city.fleet.adapter.CarCameras;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;
import robotaxi.city.view.Camera;
import robotaxi.city.view.GroundMap;

/** What the pictures of one simulated car cost: the front camera that every car records, and the four that city-reason asks for. */
public final class Cameras implements Benchmark {
    private static final double BLOCK_METRES = 100;
    private static final int BLOCKS = 6;
    private static final int BODIES = 8;
    private static final int MOST_FOUR_MILLIS = 5;

    /** Found by its name. */
    public Cameras() {}

    @Override
    public String summary() {
        return "a simulated car's pictures: CPU a tick with one camera and with four";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("ticks");
    }

    @Override
    public Outcome run(Setting setting) {
        int ticks = setting.size("ticks", setting.quick() ? 300 : 3_000);
        GroundMap ground = new GroundMap(blocks());
        Wishes one = new Wishes(true, false, false, 10, true);
        List<WantedCamera> rig = Camera.RIG.stream()
                .map(camera -> new WantedCamera(camera, 112, 64))
                .toList();
        Wishes four = new Wishes(true, false, false, 10, true, rig);
        // The first round is for the compiler.
        cpuMillis(ground, one, ticks);
        cpuMillis(ground, four, ticks);
        double oneMillis = cpuMillis(ground, one, ticks);
        double fourMillis = cpuMillis(ground, four, ticks);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("ticks", ticks);
        metrics.put("one_camera_cpu_ms", Math.round(100 * oneMillis) / 100.0);
        metrics.put("four_cameras_cpu_ms", Math.round(100 * fourMillis) / 100.0);
        return new Outcome(metrics, fourMillis <= MOST_FOUR_MILLIS);
    }

    /** CPU of one tick's pictures, of a car that drives along a street with others on it. */
    private static double cpuMillis(GroundMap ground, Wishes wishes, int ticks) {
        CarCameras cameras = new CarCameras(ground);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        for (int tick = 1; tick <= ticks; tick++) {
            Pose pose = new Pose(0.8 * tick % (BLOCK_METRES * BLOCKS), -1.8, 0);
            List<Body> bodies = new ArrayList<>();
            for (int i = 0; i < BODIES; i++) {
                Body.Kind kind = i % 3 == 0 ? Body.Kind.PEDESTRIAN : Body.Kind.CAR;
                bodies.add(new Body("body-" + i, kind, pose.moved(8 + 9 * i, i % 2 * 3.6, 0), 5, i % 2 == 0));
            }
            Moment moment = new Moment(
                    tick * City.STEP_MICROS,
                    new CarState(pose, 8, 0, 0),
                    80,
                    0,
                    true,
                    true,
                    false,
                    false,
                    bodies,
                    List.of());
            if (cameras.shoot(wishes, List.of(moment)).isEmpty()) {
                throw new IllegalStateException("no picture was due");
            }
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1e6 / ticks;
    }

    /** Streets at right angles, a crossing each hundred metres. */
    private static RoadGraph blocks() {
        List<Road> roads = new ArrayList<>();
        int side = BLOCKS + 1;
        for (int column = 0; column < side; column++) {
            for (int row = 0; row < side; row++) {
                int here = column * side + row;
                if (column < BLOCKS) {
                    street(roads, here, here + side, column, row, column + 1, row);
                }
                if (row < BLOCKS) {
                    street(roads, here, here + 1, column, row, column, row + 1);
                }
            }
        }
        return new RoadGraph(side * side, roads);
    }

    private static void street(List<Road> roads, int from, int to, int x0, int y0, int x1, int y1) {
        double[] xs = {x0 * BLOCK_METRES, x1 * BLOCK_METRES};
        double[] ys = {y0 * BLOCK_METRES, y1 * BLOCK_METRES};
        roads.add(new Road(roads.size(), from, to, new Path(xs, ys), 10, false, 3.6));
        Path back = new Path(new double[] {xs[1], xs[0]}, new double[] {ys[1], ys[0]});
        roads.add(new Road(roads.size(), to, from, back, 10, false, 3.6));
    }
}
