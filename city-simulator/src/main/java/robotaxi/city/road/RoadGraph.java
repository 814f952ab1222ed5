package robotaxi.city.road;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** The roads of a city that can be driven for ever: its largest strongly connected part. */
public final class RoadGraph {
    private final List<Road> roads;
    private final int[][] outgoing;

    /** Keeps the largest part of the given roads in which every junction reaches every other. */
    public RoadGraph(int junctions, List<Road> all) {
        int[] part = strongParts(junctions, all);
        int[] sizes = new int[junctions + 1];
        for (int p : part) {
            sizes[p]++;
        }
        int largest = 0;
        for (int p = 0; p < sizes.length; p++) {
            largest = sizes[p] > sizes[largest] ? p : largest;
        }
        roads = new ArrayList<>();
        List<List<Integer>> leaving = new ArrayList<>();
        for (int i = 0; i < junctions; i++) {
            leaving.add(new ArrayList<>());
        }
        for (Road road : all) {
            if (part[road.from()] == largest && part[road.to()] == largest) {
                int id = roads.size();
                roads.add(new Road(
                        id,
                        road.from(),
                        road.to(),
                        road.line(),
                        road.speedLimitMetresPerSecond(),
                        road.oneWay(),
                        road.halfWidthMetres()));
                leaving.get(road.from()).add(id);
            }
        }
        if (roads.isEmpty()) {
            throw new IllegalArgumentException("The extract holds no roads for cars");
        }
        outgoing = new int[junctions][];
        for (int i = 0; i < junctions; i++) {
            outgoing[i] = leaving.get(i).stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** All roads, by id. */
    public List<Road> roads() {
        return List.copyOf(roads);
    }

    /** One road. */
    public Road road(int id) {
        return roads.get(id);
    }

    /** A road on which a vehicle may go on, with no turning back where that can be helped. */
    public Road next(Road road, RandomGenerator chance) {
        int[] choices = Arrays.stream(outgoing[road.to()])
                .filter(id -> roads.get(id).to() != road.from())
                .toArray();
        int[] open = choices.length > 0 ? choices : outgoing[road.to()];
        return roads.get(open[chance.nextInt(open.length)]);
    }

    /** Any road that starts within a radius around the origin, by length, so that every metre has the same chance. */
    public Road anyWithin(double radiusMetres, RandomGenerator chance) {
        for (int tries = 0; tries < 100_000; tries++) {
            Road road = roads.get(chance.nextInt(roads.size()));
            boolean inside = Math.hypot(road.line().x(0), road.line().y(0)) < radiusMetres;
            if (inside && chance.nextDouble() * 150 < road.line().lengthMetres()) {
                return road;
            }
        }
        throw new IllegalArgumentException("No roads within the radius around the origin");
    }

    /** All roads that start so near to a place. */
    public List<Road> startingWithin(double metres, Pose place) {
        return roads.stream()
                .filter(road -> place.distanceTo(road.line().x(0), road.line().y(0)) < metres)
                .toList();
    }

    private static int[] strongParts(int junctions, List<Road> all) {
        List<List<Integer>> forth = new ArrayList<>();
        List<List<Integer>> back = new ArrayList<>();
        for (int i = 0; i < junctions; i++) {
            forth.add(new ArrayList<>());
            back.add(new ArrayList<>());
        }
        for (Road road : all) {
            forth.get(road.from()).add(road.to());
            back.get(road.to()).add(road.from());
        }
        // Kosaraju: order by finishing time forth, then collect backwards.
        List<Integer> finished = new ArrayList<>();
        BitSet seen = new BitSet();
        int[] nextChild = new int[junctions];
        for (int start = 0; start < junctions; start++) {
            if (seen.get(start)) {
                continue;
            }
            Deque<Integer> stack = new ArrayDeque<>(List.of(start));
            seen.set(start);
            while (!stack.isEmpty()) {
                int node = stack.getLast();
                if (nextChild[node] < forth.get(node).size()) {
                    int child = forth.get(node).get(nextChild[node]++);
                    if (!seen.get(child)) {
                        seen.set(child);
                        stack.addLast(child);
                    }
                } else {
                    finished.add(stack.removeLast());
                }
            }
        }
        int[] part = new int[junctions];
        Arrays.fill(part, -1);
        int parts = 0;
        for (int root : finished.reversed()) {
            if (part[root] >= 0) {
                continue;
            }
            Deque<Integer> open = new ArrayDeque<>(List.of(root));
            part[root] = parts;
            while (!open.isEmpty()) {
                for (int child : back.get(open.removeLast())) {
                    if (part[child] < 0) {
                        part[child] = parts;
                        open.addLast(child);
                    }
                }
            }
            parts++;
        }
        return part;
    }
}
