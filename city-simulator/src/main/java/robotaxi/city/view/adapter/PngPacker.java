package robotaxi.city.view.adapter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import robotaxi.city.view.Picture;

/** Packs pictures as PNG: no pixel is lost. */
public final class PngPacker {
    private PngPacker() {}

    static {
        ImageIO.setUseCache(false);
    }

    /** The picture as a PNG file. */
    public static byte[] pack(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, picture.width(), picture.height(), picture.pixels(), 0, picture.width());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture could not be packed", e);
        }
        return bytes.toByteArray();
    }
}
