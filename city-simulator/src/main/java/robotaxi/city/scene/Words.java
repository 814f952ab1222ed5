package robotaxi.city.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The language of the scenes: a closed list of words and one sentence for each cause. Word 0 is padding. */
public final class Words {
    /** Places for words in a sample. */
    public static final int PLACES = 24;
    /** Words of the longest sentence at most. */
    public static final int LONGEST = 22;

    /** In log steps: a picture tells 10 metres from 20 as well as 20 from 40. */
    private static final int[] DISTANCES = {5, 10, 20, 40};

    private static final Pattern SPACE = Pattern.compile(" ");

    private static final List<String> LIST = list();

    private Words() {}

    /** All words; a word's index is its number in a data set. */
    public static List<String> all() {
        return LIST;
    }

    /** A thought in words. */
    public static String sentence(Thought thought) {
        return template(thought.cause()).replace("#", Integer.toString(distance(thought.gapMetres())));
    }

    /** The numbers of a thought's words, padded with 0. */
    public static byte[] encode(Thought thought) {
        byte[] numbers = new byte[PLACES];
        int at = 0;
        for (String word : SPACE.split(sentence(thought), -1)) {
            numbers[at++] = (byte) LIST.indexOf(word);
        }
        return numbers;
    }

    private static String template(Thought.Cause cause) {
        return switch (cause) {
            case CLEAR_ROAD -> "keep lane because the road is clear";
            case RAIN -> "keep lane at low speed because of the rain";
            case LEFT_CURVE -> "follow the left curve";
            case RIGHT_CURVE -> "follow the right curve";
            case LEAD -> "follow the lead vehicle at # m";
            case LEAD_BRAKES -> "slow down because the lead vehicle is braking at # m";
            case LEAD_STANDS -> "stop behind the stopped vehicle at # m";
            case CUT_IN -> "slow down because a vehicle cuts in from the left at # m";
            case PEDESTRIAN -> "stop for the pedestrian crossing at # m";
            case CYCLIST -> "steer left around the cyclist at # m";
            case SCOOTER -> "steer left around the scooter at # m";
            case PARKED -> "steer left around the parked vehicle at # m";
            case CONES -> "slow down and steer left because cones close the lane at # m";
            case EMERGENCY -> "change to the left lane because an emergency vehicle stands at # m";
            case HAND_SIGNAL -> "stop because a person signals to stop at # m";
            case YIELD -> "yield to the oncoming vehicle before the left turn";
            case TURN_LEFT -> "turn left because the road is clear";
        };
    }

    private static int distance(double metres) {
        int nearest = DISTANCES[0];
        for (int bin : DISTANCES) {
            nearest = Math.abs(bin - metres) < Math.abs(nearest - metres) ? bin : nearest;
        }
        return nearest;
    }

    private static List<String> list() {
        List<String> words = new ArrayList<>(List.of("<pad>"));
        for (Thought.Cause cause : Thought.Cause.values()) {
            for (String word : SPACE.split(template(cause), -1)) {
                if (!word.equals("#") && !words.contains(word)) {
                    words.add(word);
                }
            }
        }
        Arrays.stream(DISTANCES).mapToObj(Integer::toString).forEach(words::add);
        return List.copyOf(words);
    }
}
