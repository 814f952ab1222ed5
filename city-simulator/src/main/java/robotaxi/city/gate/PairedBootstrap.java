package robotaxi.city.gate;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The mean difference of two drivers over the same scenes, with the interval that chance leaves: scenes are drawn anew
 * with replacement, each with both its scores.
 *
 * @param mean challenger less champion
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record PairedBootstrap(double mean, double low, double high) {
    /** Draws. */
    public static final int DRAWS = 10_000;

    /** From the differences, scene by scene; the same seed gives the same interval. */
    public static PairedBootstrap of(double[] differences, long seed) {
        if (differences.length == 0) {
            throw new IllegalArgumentException("No scene to compare");
        }
        RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += differences[chance.nextInt(differences.length)];
            }
            means[draw] = sum / differences.length;
        }
        Arrays.sort(means);
        return new PairedBootstrap(
                Arrays.stream(differences).average().orElseThrow(),
                means[DRAWS * 25 / 1000],
                means[DRAWS * 975 / 1000 - 1]);
    }
}
