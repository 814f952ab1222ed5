package robotaxi.city.view;

/**
 * What weather and light do to a picture.
 *
 * @param rain drops, haze and a dark, wet road
 * @param night all that is lit is lit by headlights or shines itself
 */
public record Weather(boolean rain, boolean night) {
    /** A dry day. */
    public static final Weather DRY_DAY = new Weather(false, false);

    private static final double NIGHT_HAZE_METRES = 200;

    int sky() {
        return night ? 0x0b0e16 : rain ? 0x8f99a3 : 0xa9c4e0;
    }

    int haze() {
        return night ? 0x10131a : rain ? 0x9aa2aa : 0xb4bfc6;
    }

    /** How much of a thing the air hides at a distance, 0 to 1. */
    double hidden(double metres) {
        double clear = night ? NIGHT_HAZE_METRES : rain ? 75 : 160;
        return Math.min(0.85, 0.75 * metres / clear);
    }

    /** How brightly a thing is lit that lies so far ahead and left of the headlights, 0 to 1. */
    double lit(double ahead, double left) {
        if (!night) {
            return rain ? 0.85 : 1;
        }
        double beyond = Math.max(0, Math.abs(left) - 2 - 0.25 * Math.max(0, ahead));
        double beam = ahead < 0 ? 0 : Math.min(1, 1.25 / (1 + ahead * ahead / 900)) * Math.exp(-beyond / 2.5);
        return 0.10 + 0.85 * beam;
    }
}
