package robotaxi.benchmarks.supervisor;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Many scenarios, each with its own seed. */
public final class Trials {
    private static final long STRIDE = 1_000_003;
    private static final int TICKS_A_SECOND = 10;
    private static final int SHOWN = 12;

    private Trials() {}

    /**
     * What came of them.
     *
     * @param collisions of all kinds
     * @param avoidable of those, how many a driver would have avoided who does what RSS asks for
     * @param blind of those, how many after the car's senses had failed: nobody judges them
     * @param faults scenarios in which something failed while the car moved
     * @param late of those, how many without a minimal-risk manoeuvre one tick after the fault could be known
     */
    public record Result(int collisions, int avoidable, int blind, int faults, int late) {
        /** Of no scenario. */
        public static final Result NONE = new Result(0, 0, 0, 0, 0);

        /** Both together. */
        public Result plus(Result other) {
            return new Result(
                    collisions + other.collisions,
                    avoidable + other.avoidable,
                    blind + other.blind,
                    faults + other.faults,
                    late + other.late);
        }
    }

    /** Runs them. */
    public static Result run(int runs, long seed, Consumer<String> tell) {
        int[] shown = {0};
        return IntStream.range(0, runs)
                .parallel()
                .mapToObj(i -> one(seed * STRIDE + i, what -> {
                    synchronized (shown) {
                        if (shown[0]++ < SHOWN) {
                            tell.accept(what);
                        }
                    }
                }))
                .reduce(Result.NONE, Result::plus);
    }

    private static Result one(long seed, Consumer<String> tell) {
        Scenario scenario = Scenario.of(seed);
        Drive.Course course = new Drive(scenario, seed).run();
        boolean collided = course.touchedStep() >= 0;
        boolean blind = collided && isBlind(scenario, course);
        boolean avoidable = collided && !blind && new Judge(scenario, course).wasAvoidable();
        if (avoidable) {
            tell.accept("avoidable, seed " + seed + ": " + scenario.mind() + ", " + scenario.failure() + ", "
                    + scenario.actors().get(course.touchedActor()).kind() + " at "
                    + course.touchedStep() * Actor.STEP_SECONDS + " s, own speed "
                    + course.states().get(course.touchedStep()).speed() + ", "
                    + course.sources()
                            .subList(
                                    Math.max(0, course.sources().size() - 10),
                                    course.sources().size()));
        }
        int known = knownTick(scenario);
        boolean fails = known >= 0 && course.sources().size() > known + 1 && !hasStopped(course, known);
        boolean late = fails && isLate(course.sources(), known);
        if (late) {
            tell.accept("late, seed " + seed + ": " + scenario.failure() + " known at tick " + known + ", "
                    + course.sources());
        }
        return new Result(collided ? 1 : 0, avoidable ? 1 : 0, blind ? 1 : 0, fails ? 1 : 0, late ? 1 : 0);
    }

    /** Who does not see, or sees what was, is not judged by what is there. */
    private static boolean isBlind(Scenario scenario, Drive.Course course) {
        boolean senses =
                scenario.failure() == Scenario.Failure.WIRES || scenario.failure() == Scenario.Failure.EGOMOTION;
        return senses && course.touchedStep() * Actor.STEP_SECONDS >= scenario.failsAtSeconds();
    }

    /** The first tick at which the car can know; -1 if nothing fails. */
    private static int knownTick(Scenario scenario) {
        double seconds = scenario.failsAtSeconds()
                + switch (scenario.failure()) {
                    case NOTHING -> Double.NaN;
                    // So long a plan, and these senses, count as fresh; the last one was some ticks ago.
                    case MODEL -> 1.0;
                    case WIRES -> 1.0;
                    case EGOMOTION -> 0.5;
                    case CLOCK -> 0;
                };
        return Double.isNaN(seconds) ? -1 : (int) Math.ceil(seconds * TICKS_A_SECOND + 1e-9) + 1;
    }

    private static boolean hasStopped(Drive.Course course, int tick) {
        return course.states().get(tick * 5).speed() < 0.05;
    }

    private static boolean isLate(List<String> sources, int known) {
        return !sources.get(known + 1).equals("minimal-risk");
    }
}
