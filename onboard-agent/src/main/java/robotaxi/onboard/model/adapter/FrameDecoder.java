package robotaxi.onboard.model.adapter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import javax.imageio.ImageIO;
import robotaxi.onboard.model.ModelFaultException;

/** Turns a JPEG into the model's channels: RGB planes, 0 to 255, each pixel the mean of the area that it covers. */
final class FrameDecoder {
    private final int width;
    private final int height;

    FrameDecoder(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void decode(byte[] jpeg, FloatBuffer out, int firstPlane) {
        BufferedImage image = read(jpeg);
        int fromWidth = image.getWidth();
        int fromHeight = image.getHeight();
        int[] pixels = image.getRGB(0, 0, fromWidth, fromHeight, null, 0, fromWidth);
        int plane = width * height;
        for (int row = 0; row < height; row++) {
            int top = row * fromHeight / height;
            int bottom = Math.max(top + 1, (row + 1) * fromHeight / height);
            for (int column = 0; column < width; column++) {
                int left = column * fromWidth / width;
                int right = Math.max(left + 1, (column + 1) * fromWidth / width);
                long red = 0;
                long green = 0;
                long blue = 0;
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        int rgb = pixels[y * fromWidth + x];
                        red += (rgb >> 16) & 0xff;
                        green += (rgb >> 8) & 0xff;
                        blue += rgb & 0xff;
                    }
                }
                float count = (bottom - top) * (right - left);
                int at = firstPlane * plane + row * width + column;
                out.put(at, red / count);
                out.put(at + plane, green / count);
                out.put(at + 2 * plane, blue / count);
            }
        }
    }

    private static BufferedImage read(byte[] jpeg) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
            if (image == null) {
                throw new ModelFaultException("model.frame-unreadable", "the frame is no picture");
            }
            return image;
        } catch (IOException e) {
            throw new ModelFaultException("model.frame-unreadable", "the frame cannot be decoded", e);
        }
    }
}
