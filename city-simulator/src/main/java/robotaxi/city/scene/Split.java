package robotaxi.city.scene;

/** Which scenes train, which test and which gate, decided by the scene's seed alone: never by frame. */
public enum Split {
    /** For training. */
    TRAIN,
    /** For evaluation in the open loop. */
    HELD_OUT,
    /** For the closed-loop gate. */
    GATE;

    /** The rule, as a data set states it. */
    public static final String RULE =
            "by scene: h = fmix32(place) of MurmurHash3, h mod 20 unsigned: 0 gate, 1 held out, else training";

    /** Where a seed belongs. */
    public static Split of(int seed) {
        return switch (Integer.remainderUnsigned(mixed(seed), 20)) {
            case 0 -> GATE;
            case 1 -> HELD_OUT;
            default -> TRAIN;
        };
    }

    private static int mixed(int seed) {
        int h = seed;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
