package robotaxi.incident.clip.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import robotaxi.contracts.mcap.MalformedMcapException;
import robotaxi.contracts.mcap.McapIndex;

/** The messages of a recording by topic, and its clock: seconds from its first message. */
final class ClipMessages {
    private static final double NANOS = 1e9;
    private static final int PLAN_POINT_STEP = 8;

    private final McapIndex index;

    ClipMessages(McapIndex index) {
        this.index = index;
    }

    List<McapIndex.Entry> entries(String topic) throws IOException {
        McapIndex.Channel channel = index.channel(topic).orElse(null);
        return channel == null ? List.of() : index.entries(channel);
    }

    <T> List<T> of(String topic, Parser<T> parser) throws IOException {
        List<T> messages = new ArrayList<>();
        for (McapIndex.Entry entry : entries(topic)) {
            messages.add(read(topic, entry, parser));
        }
        return messages;
    }

    <T> T read(String topic, McapIndex.Entry entry, Parser<T> parser) throws IOException {
        try {
            return parser.parseFrom(index.message(entry));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMcapException("a message that is not of its topic's type: " + topic + ", " + e);
        }
    }

    double seconds(Timestamp time) {
        return seconds(time.getSeconds() * 1_000_000_000L + time.getNanos());
    }

    double seconds(long nanos) {
        return (nanos - index.firstTime()) / NANOS;
    }

    double durationSeconds() {
        return seconds(index.lastTime());
    }

    /** A plan's points, one each 0.8 s. */
    static List<Float> thinned(List<Float> points) {
        List<Float> some = new ArrayList<>();
        for (int i = 0; i < points.size(); i += PLAN_POINT_STEP) {
            some.add(points.get(i));
        }
        return some;
    }
}
