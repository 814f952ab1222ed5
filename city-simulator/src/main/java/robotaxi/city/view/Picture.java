package robotaxi.city.view;

/** An RGB picture, one int a pixel (0xRRGGBB), rows from the top. */
public final class Picture {
    private final int width;
    private final int height;
    private final int[] pixels;

    /** A black picture. */
    public Picture(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    /** Pixels across. */
    public int width() {
        return width;
    }

    /** Pixels down. */
    public int height() {
        return height;
    }

    /** Colour of one pixel, 0xRRGGBB. */
    public int rgb(int column, int row) {
        return pixels[row * width + column];
    }

    void set(int column, int row, int rgb) {
        pixels[row * width + column] = rgb;
    }

    /** All pixels, row by row; the picture's own array, so that packing copies nothing. */
    public int[] pixels() {
        return pixels;
    }

    /** Half the size, each pixel the mean of four. */
    public Picture halved() {
        Picture half = new Picture(width / 2, height / 2);
        for (int row = 0; row < half.height; row++) {
            for (int column = 0; column < half.width; column++) {
                int a = rgb(2 * column, 2 * row);
                int b = rgb(2 * column + 1, 2 * row);
                int c = rgb(2 * column, 2 * row + 1);
                int d = rgb(2 * column + 1, 2 * row + 1);
                int red = ((a >> 16 & 255) + (b >> 16 & 255) + (c >> 16 & 255) + (d >> 16 & 255) + 2) / 4;
                int green = ((a >> 8 & 255) + (b >> 8 & 255) + (c >> 8 & 255) + (d >> 8 & 255) + 2) / 4;
                int blue = ((a & 255) + (b & 255) + (c & 255) + (d & 255) + 2) / 4;
                half.set(column, row, red << 16 | green << 8 | blue);
            }
        }
        return half;
    }
}
