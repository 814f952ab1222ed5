package robotaxi.city.view;

/** What covers the ground. */
@FunctionalInterface
public interface Ground {
    /**
     * The colour of a place by daylight, 0xRRGGBB.
     *
     * @param footprintMetres width of the pixel that asks, so that a narrow mark fades instead of flickering
     */
    int colourAt(double x, double y, double footprintMetres);
}
