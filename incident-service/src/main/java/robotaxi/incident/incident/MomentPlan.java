package robotaxi.incident.incident;

import java.util.List;

/**
 * What a car was about to drive at a moment, small enough to draw: a point each 0.4 s.
 *
 * @param source who made it, as the car says: model, fallback, minimal-risk...
 * @param xMetres forward of the car
 * @param yMetres left of it
 */
public record MomentPlan(String source, List<Float> xMetres, List<Float> yMetres) {
    /** Points of the car's plan from one to the next that is kept. */
    private static final int STEP = 4;

    private static final int LONGEST = 256;

    /** Copies. */
    public MomentPlan {
        xMetres = List.copyOf(xMetres);
        yMetres = List.copyOf(yMetres);
    }

    /** Of a car's own points, 0.1 s apart; a plan that cannot be drawn has none. */
    public static MomentPlan thinned(String source, List<Float> xMetres, List<Float> yMetres) {
        boolean isSound = xMetres.size() == yMetres.size()
                && xMetres.size() <= LONGEST
                && xMetres.stream().allMatch(x -> Float.isFinite(x))
                && yMetres.stream().allMatch(y -> Float.isFinite(y));
        return isSound
                ? new MomentPlan(source, some(xMetres), some(yMetres))
                : new MomentPlan(source, List.of(), List.of());
    }

    private static List<Float> some(List<Float> points) {
        return java.util.stream.IntStream.range(0, points.size())
                .filter(i -> i % STEP == STEP - 1)
                .mapToObj(points::get)
                .toList();
    }
}
