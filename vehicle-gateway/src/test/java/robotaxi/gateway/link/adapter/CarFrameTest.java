package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.OpenRequest;

class CarFrameTest {
    @Test
    void aFrameThatItsCarCompressedIsReadWhole() throws IOException {
        OpenRequest sent = OpenRequest.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder().setNumber(7).setRoundTripMillis(12))
                .build();
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            sent.writeTo(gzip);
        }
        var wire = new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray()));
        assertThat(CarFrame.read(new CarFrame.Bytes().parse(wire))).isEqualTo(new CarFrame.Control(sent));
    }
}
