package robotaxi.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bar charts below each other, as SVG: enough to see a result at a glance, with nothing to install. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int LABEL_WIDTH = 250;
    private static final int BAR_WIDTH = 420;
    private static final int ROW = 22;
    private static final int HEADING = 44;

    private final List<String> drawn = new ArrayList<>();
    private int y = 8;

    /** A bar. */
    record Bar(String label, double value) {}

    /**
     * Adds a chart.
     *
     * @param most value of the longest bar that fits
     * @param goal where a line is drawn, NaN for none
     */
    Plot chart(String title, List<Bar> bars, double most, double goal) {
        y += HEADING;
        drawn.add(text(8, y - 14, "font-weight='bold'", title));
        int top = y - 4;
        for (Bar bar : bars) {
            double width = Math.clamp(bar.value() / most, 0, 1) * BAR_WIDTH;
            drawn.add(text(8, y + 13, "", bar.label()));
            drawn.add("<rect x='%d' y='%d' width='%.1f' height='%d' fill='#4477aa'/>"
                    .formatted(LABEL_WIDTH, y, width, ROW - 6));
            drawn.add(text((int) (LABEL_WIDTH + width + 6), y + 13, "", number(bar.value())));
            y += ROW;
        }
        if (!Double.isNaN(goal)) {
            double x = LABEL_WIDTH + Math.clamp(goal / most, 0, 1) * BAR_WIDTH;
            drawn.add("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#cc3311' stroke-dasharray='4'/>"
                    .formatted(x, top, x, y));
            drawn.add(text((int) x - 20, y + 12, "fill='#cc3311'", number(goal)));
        }
        return this;
    }

    /** The drawing. */
    String svg() {
        return "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='13'>%n"
                        .formatted(WIDTH, y + 24)
                + "<rect width='100%' height='100%' fill='white'/>\n"
                + String.join("\n", drawn)
                + "\n</svg>\n";
    }

    private static String text(int x, int y, String style, String what) {
        return "<text x='%d' y='%d' %s>%s</text>".formatted(x, y, style, what);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 10 ? "%.0f" : "%.3f", value);
    }
}
