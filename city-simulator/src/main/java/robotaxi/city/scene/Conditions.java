package robotaxi.city.scene;

import robotaxi.city.view.Weather;

/**
 * Weather, light and grip.
 *
 * @param rain it rains
 * @param night it is dark, headlights are on
 * @param friction coefficient between tyre and road
 */
public record Conditions(boolean rain, boolean night, double friction) {
    /** What of it the cameras see. */
    public Weather weather() {
        return new Weather(rain, night);
    }
}
