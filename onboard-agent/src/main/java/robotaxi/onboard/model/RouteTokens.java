package robotaxi.onboard.model;

/** How a model takes its route: a command, and how far the way lies to the side. */
public record RouteTokens(
        int left, int right, int straight, int unknown, int firstOffset, double binMetres, double limitMetres) {
    /** Tokens of a route. */
    public static final int COUNT = 1 + Observation.WAYPOINTS / 2;

    /** [11] tokens of [20, 2] waypoints. */
    public int[] of(float[] route) {
        int[] tokens = new int[COUNT];
        tokens[0] = command(route);
        for (int k = 1; k < COUNT; k++) {
            tokens[k] = offset(route[(2 * k - 1) * 2 + 1]);
        }
        return tokens;
    }

    private int command(float[] route) {
        return switch (RouteCommand.of(route)) {
            case LEFT -> left;
            case RIGHT -> right;
            case STRAIGHT -> straight;
        };
    }

    private int offset(float metres) {
        if (Float.isNaN(metres)) {
            return unknown;
        }
        double bin = Math.floor(Math.clamp(metres, -limitMetres, limitMetres) / binMetres + 0.5);
        return firstOffset + (int) (bin + Math.round(limitMetres / binMetres));
    }
}
