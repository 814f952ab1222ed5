package robotaxi.city.scene;

/** The step that begins and ends gently. */
final class Smooth {
    private Smooth() {}

    /** 0 up to 0, 1 from 1 on, and smooth between. */
    static double step(double part) {
        double held = Math.clamp(part, 0, 1);
        return held * held * held * (held * (6 * held - 15) + 10);
    }
}
