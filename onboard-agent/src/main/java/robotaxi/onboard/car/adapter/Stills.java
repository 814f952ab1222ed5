package robotaxi.onboard.car.adapter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import robotaxi.onboard.drive.Frame;

/** Pictures as recordings and people get them: JPEG, whatever the camera sends. */
final class Stills {
    private static final int JPEG_BEGINS = 0xff;

    private Stills() {}

    /** The frame as JPEG, the very bytes where it is one already; empty for what is no picture. */
    static Optional<Frame> jpeg(Frame frame) {
        byte[] bytes = frame.jpeg();
        if (bytes.length > 0 && (bytes[0] & 0xff) == JPEG_BEGINS) {
            return Optional.of(frame);
        }
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
            if (picture == null) {
                return Optional.empty();
            }
            BufferedImage plain =
                    new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
            plain.createGraphics().drawImage(picture, 0, 0, null);
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
            ImageIO.write(plain, "jpeg", out);
            return Optional.of(new Frame(frame.cameraId(), frame.timeUs(), out.toByteArray()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
