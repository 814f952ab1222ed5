package robotaxi.onboard.model;

/** How a model takes its own way: each step of it as three tokens. */
@SuppressWarnings("ArrayRecordComponent") // two numbers each; never compared
public record HistoryTokens(int bins, double[] rangeX, double[] rangeY, double[] rangeZ) {
    private static final int FIELDS = 4;
    private static final int AXES = 3;

    /** [48] bins of the differences of [16, 4] poses, with a zero pose in front. */
    public int[] of(float[] egoHistory) {
        int[] tokens = new int[Observation.HISTORY * AXES];
        double x = 0;
        double y = 0;
        for (int k = 0; k < Observation.HISTORY; k++) {
            double nextX = egoHistory[k * FIELDS];
            double nextY = egoHistory[k * FIELDS + 1];
            tokens[k * AXES] = bin(nextX - x, rangeX);
            tokens[k * AXES + 1] = bin(nextY - y, rangeY);
            tokens[k * AXES + 2] = bin(0, rangeZ);
            x = nextX;
            y = nextY;
        }
        return tokens;
    }

    private int bin(double difference, double[] range) {
        double scaled = (difference - range[0]) / (range[1] - range[0]) * (bins - 1);
        return (int) Math.clamp(Math.floor(scaled + 0.5), 0, bins - 1);
    }
}
