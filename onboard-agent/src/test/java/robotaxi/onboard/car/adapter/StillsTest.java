package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.drive.Frame;

class StillsTest {
    private static Frame frame(String format) throws IOException {
        BufferedImage picture = new BufferedImage(112, 64, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(50, 30, 0x20c040);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, format, out);
        return new Frame("camera_front_wide_120fov", 7, out.toByteArray());
    }

    @Test
    void whatIsJpegStaysAsItCame() throws IOException {
        Frame frame = frame("jpeg");
        assertThat(Stills.jpeg(frame).orElseThrow()).isSameAs(frame);
    }

    @Test
    void peopleGetALosslessPictureAsJpeg() throws IOException {
        Frame still = Stills.jpeg(frame("png")).orElseThrow();
        assertThat(still.timeUs()).isEqualTo(7);
        assertThat(still.jpeg()).startsWith(0xff, 0xd8, 0xff);
        assertThat(ImageIO.read(new ByteArrayInputStream(still.jpeg())).getWidth())
                .isEqualTo(112);
    }

    @Test
    void whatIsNoPictureIsNotRecorded() {
        assertThat(Stills.jpeg(new Frame("camera_front_wide_120fov", 7, new byte[] {1, 2, 3})))
                .isEmpty();
    }
}
