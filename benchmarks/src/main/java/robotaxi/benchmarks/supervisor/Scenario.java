package robotaxi.benchmarks.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import robotaxi.onboard.mission.RouteLine;

/**
 * A road, others on it, a model that may say anything, and perhaps a fault.
 *
 * @param speed of the car at the beginning, metres a second
 */
record Scenario(RouteLine road, double speed, List<Actor> actors, Mind mind, Failure failure, double failsAtSeconds) {
    static final double SECONDS = 10;
    private static final int STEPS = (int) (SECONDS / Actor.STEP_SECONDS) + 1;
    private static final double START = 20;
    private static final double LANE = 3.5;
    private static final double STEEPEST = 0.3;

    /** What the model is like. */
    enum Mind {
        SENSIBLE,
        RECKLESS,
        ERRATIC,
        PARALYSED,
        BROKEN
    }

    /** What fails. */
    enum Failure {
        NOTHING,
        MODEL,
        WIRES,
        EGOMOTION,
        CLOCK
    }

    static double startMetres() {
        return START;
    }

    /** One that begins safely: nobody is to blame for where he was put. */
    static Scenario of(long seed) {
        var chance = new SplittableRandom(seed);
        while (true) {
            Scenario drawn = draw(chance.split());
            var begin = new Drive.Course(List.of(new Drive(drawn, seed).begin()), List.of(), -1, -1);
            if (drawn.actors().stream().noneMatch(actor -> new Judge(drawn, begin).isDangerous(0, actor))) {
                return drawn;
            }
        }
    }

    private static Scenario draw(SplittableRandom chance) {
        double curvature = chance.nextInt(3) == 0 ? (chance.nextDouble() - 0.5) * 0.03 : 0;
        double speed = 2 + chance.nextDouble() * 12;
        RouteLine road = road(curvature, Math.max(speed, 4 + chance.nextDouble() * 10));
        List<Actor> actors = new ArrayList<>();
        switch (chance.nextInt(7)) {
            case 0, 1 -> actors.add(ahead(chance, speed));
            case 2 -> actors.add(cutIn(chance, speed));
            case 3 -> actors.add(walker(chance, speed));
            case 4 -> actors.add(standing(chance, speed));
            case 5 -> actors.add(oncoming(chance));
            default -> {
                actors.add(ahead(chance, speed));
                actors.add(chance.nextBoolean() ? cutIn(chance, speed) : walker(chance, speed));
            }
        }
        Mind mind = Mind.values()[chance.nextInt(Mind.values().length)];
        Failure failure = chance.nextInt(4) == 0 ? Failure.values()[1 + chance.nextInt(4)] : Failure.NOTHING;
        return new Scenario(road, speed, List.copyOf(actors), mind, failure, 1 + chance.nextDouble() * 5);
    }

    private static RouteLine road(double curvature, double limit) {
        int n = 160;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] limits = new double[n];
        double yaw = 0;
        for (int i = 1; i < n; i++) {
            yaw += curvature * 2;
            x[i] = x[i - 1] + 2 * Math.cos(yaw);
            y[i] = y[i - 1] + 2 * Math.sin(yaw);
        }
        java.util.Arrays.fill(limits, limit);
        return RouteLine.of(x, y, limits);
    }

    /** A way made step by step. */
    private interface Wish {
        /** Accelerations along and across at a time, for a state. */
        double[] at(double seconds, double vs, double d, double vd);
    }

    private static Actor script(
            String kind, double length, double width, double s0, double d0, double vs0, double vd0, Wish wish) {
        double[] s = new double[STEPS];
        double[] d = new double[STEPS];
        double[] vs = new double[STEPS];
        double[] vd = new double[STEPS];
        s[0] = s0;
        d[0] = d0;
        vs[0] = vs0;
        vd[0] = vd0;
        double dt = Actor.STEP_SECONDS;
        for (int i = 1; i < STEPS; i++) {
            double[] a = wish.at(i * dt, vs[i - 1], d[i - 1], vd[i - 1]);
            double next = vs[i - 1] + a[0] * dt;
            // Nobody who brakes drives backwards.
            vs[i] = vs0 >= 0 ? Math.max(0, next) : Math.min(0, next);
            vd[i] = vd[i - 1] + a[1] * dt;
            s[i] = s[i - 1] + (vs[i] + vs[i - 1]) / 2 * dt;
            d[i] = d[i - 1] + (vd[i] + vd[i - 1]) / 2 * dt;
        }
        return new Actor(kind, length, width, s, d, vs, vd);
    }

    private static Actor ahead(SplittableRandom chance, double speed) {
        double front = chance.nextDouble() * 14;
        double gap = Rss.sameDirection(speed, front) + 0.5 + chance.nextDouble() * 30;
        double brakesAt = chance.nextDouble() * 7;
        double braking = 2 + chance.nextDouble() * 6;
        double faster = chance.nextDouble() * 1.5;
        double lane = (chance.nextDouble() - 0.5) * 0.8;
        return script("car", 4.6, 1.9, START + 3.8 + gap + 2.3, lane, front, 0, (t, vs, d, vd) ->
                new double[] {t < brakesAt ? faster : -braking, 0});
    }

    private static Actor cutIn(SplittableRandom chance, double speed) {
        double front = Math.max(0, speed + (chance.nextDouble() - 0.6) * 6);
        double side = chance.nextBoolean() ? LANE : -LANE;
        double begins = chance.nextDouble() * 4;
        double across = 0.6 + chance.nextDouble();
        double brakesAt = begins + chance.nextDouble() * 5;
        double braking = chance.nextDouble() * 6;
        double gap = chance.nextDouble() * 25;
        return script("car", 4.6, 1.9, START + 3.8 + gap + 2.3, side, front, 0, (t, vs, d, vd) -> {
            boolean moves = t > begins && Math.abs(d) > 0.2 && Math.signum(d) == Math.signum(side);
            // No car goes sideways.
            double wanted = moves ? -Math.signum(side) * Math.min(across, STEEPEST * vs) : 0;
            if (vs < 0.1) {
                return new double[] {0, -vd / Actor.STEP_SECONDS};
            }
            return new double[] {t > brakesAt ? -braking : 0, Math.clamp((wanted - vd) / 0.3, -2, 2)};
        });
    }

    private static Actor walker(SplittableRandom chance, double speed) {
        double away = 3 + speed * chance.nextDouble() * 5;
        double side = chance.nextBoolean() ? 1 : -1;
        double pace = 0.8 + chance.nextDouble() * 1.2;
        double from = 2.2 + chance.nextDouble() * 5;
        double stopsAt = chance.nextInt(3) == 0 ? 1 + chance.nextDouble() * 5 : SECONDS;
        return script("pedestrian", 0.5, 0.6, START + 3.8 + away, side * from, 0, -side * pace, (t, vs, d, vd) ->
                new double[] {0, t > stopsAt ? -vd / 0.2 : 0});
    }

    private static Actor standing(SplittableRandom chance, double speed) {
        double gap = Rss.sameDirection(speed, 0) + chance.nextDouble() * 50;
        double lane = (chance.nextDouble() - 0.5) * 5;
        return script("car", 4.6, 1.9, START + 3.8 + gap + 2.3, lane, 0, 0, (t, vs, d, vd) -> new double[] {0, 0});
    }

    private static Actor oncoming(SplittableRandom chance) {
        double towards = 2 + chance.nextDouble() * 10;
        double away = 60 + chance.nextDouble() * 80;
        boolean drifts = chance.nextInt(3) == 0;
        double driftsAt = chance.nextDouble() * 4;
        return script("car", 4.6, 1.9, START + away, LANE, -towards, 0, (t, vs, d, vd) -> {
            boolean over = drifts && t > driftsAt && d > 1.2;
            return new double[] {over ? 3 : 0, Math.clamp(((over ? -0.8 : 0) - vd) / 0.3, -2, 2)};
        });
    }
}
