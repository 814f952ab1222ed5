package robotaxi.incident.clip.adapter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.incident.clip.ClipSummary;

/** The pictures of a recording's cameras; nothing else of it is read than its index and those that are asked for. */
final class CameraDecoder {
    private static final String PREFIX = "/camera/";

    private final McapIndex index;
    private final ClipMessages messages;

    CameraDecoder(McapIndex index) {
        this.index = index;
        this.messages = new ClipMessages(index);
    }

    /**
     * Pictures of a camera from one on.
     *
     * @param mostBytes of all together; the first one comes however large it is
     * @return none if there is no such picture; empty if there is no such camera
     */
    static Optional<List<byte[]>> pictures(Path clip, String camera, int from, int most, int mostBytes)
            throws IOException {
        try (FileChannel file = FileChannel.open(clip)) {
            var decoder = new CameraDecoder(McapIndex.open(file, ClipCodec.ZSTD));
            List<McapIndex.Entry> entries = decoder.entries(PREFIX + camera);
            return entries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(decoder.pictures(PREFIX + camera, entries, from, most, mostBytes));
        }
    }

    private List<byte[]> pictures(String topic, List<McapIndex.Entry> entries, int from, int most, int mostBytes)
            throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        long bytes = 0;
        for (int i = from; i >= 0 && i < entries.size() && pictures.size() < most; i++) {
            byte[] picture = messages.read(topic, entries.get(i), CompressedImage.parser())
                    .getData()
                    .toByteArray();
            bytes += picture.length;
            if (bytes > mostBytes && !pictures.isEmpty()) {
                break;
            }
            pictures.add(picture);
        }
        return pictures;
    }

    /** The cameras that have a picture. */
    List<ClipSummary.Camera> cameras() throws IOException {
        List<ClipSummary.Camera> cameras = new ArrayList<>();
        for (McapIndex.Channel channel : index.channels()) {
            List<McapIndex.Entry> entries = entries(channel.topic());
            if (!entries.isEmpty()) {
                String name = channel.topic().substring(PREFIX.length());
                cameras.add(new ClipSummary.Camera(
                        name,
                        entries.stream()
                                .map(entry -> messages.seconds(entry.logTime()))
                                .toList()));
            }
        }
        return cameras;
    }

    /** Where a camera's pictures are, by their time: a car writes the picture of the moment before all others. */
    private List<McapIndex.Entry> entries(String topic) throws IOException {
        Optional<McapIndex.Channel> camera = index.channel(topic)
                .filter(channel -> topic.startsWith(PREFIX)
                        && channel.schema()
                                .equals(CompressedImage.getDescriptor().getFullName()));
        if (camera.isEmpty()) {
            return List.of();
        }
        return index.entries(camera.get()).stream()
                .sorted(Comparator.comparingLong(McapIndex.Entry::logTime))
                .toList();
    }
}
