package robotaxi.gateway.link.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import robotaxi.contracts.Topics;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.gateway.link.Timeline;
import robotaxi.gateway.link.Timeline.Kind;

/** Records of Kafka in words. Telemetry of ten seconds is one entry, since it would drown the rest. */
final class TimelineRecords {
    private static final long TELEMETRY_TOGETHER_MILLIS = 10_000;
    private static final int TRACE_ID_BEGINS = 3;
    private static final int TRACE_ID_ENDS = 35;

    private TimelineRecords() {}

    static List<Timeline.Entry> entries(List<ConsumerRecord<String, byte[]>> records) {
        List<Timeline.Entry> entries = new ArrayList<>();
        Map<Long, List<ConsumerRecord<String, byte[]>>> telemetry = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.topic().equals(Topics.VEHICLE_TELEMETRY.name())) {
                telemetry
                        .computeIfAbsent(record.timestamp() / TELEMETRY_TOGETHER_MILLIS, at -> new ArrayList<>())
                        .add(record);
            } else if (record.topic().equals(Topics.VEHICLE_SAFETY.name())) {
                entries.add(entry(record, record, Kind.SAFETY, safety(record.value())));
            } else {
                entries.add(entry(record, record, Kind.EVENT, event(record.value())));
            }
        }
        telemetry
                .values()
                .forEach(batch ->
                        entries.add(entry(batch.getFirst(), batch.getLast(), Kind.TELEMETRY, telemetry(batch))));
        return entries;
    }

    /** An entry from where it begins, so that it stays in its place while more comes. */
    private static Timeline.Entry entry(
            ConsumerRecord<String, byte[]> first, ConsumerRecord<String, byte[]> record, Kind kind, String summary) {
        String trace = header(record, Topics.TRACEPARENT);
        return new Timeline.Entry(
                Instant.ofEpochMilli(first.timestamp()),
                kind,
                header(record, Topics.EVENT_ID),
                summary,
                trace.length() > TRACE_ID_ENDS ? trace.substring(TRACE_ID_BEGINS, TRACE_ID_ENDS) : "");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String event(byte[] value) {
        try {
            VehicleEvent event = VehicleEvent.parseFrom(value);
            return switch (event.getEventCase()) {
                case MISSION ->
                    joined(
                            "Mission",
                            words(event.getMission().getState().name(), "MISSION_STATE_"),
                            event.getMission().getDetail());
                case PASSENGER ->
                    joined("Passenger", words(event.getPassenger().getAct().name(), "PASSENGER_ACT_"), "");
                case UPDATE ->
                    joined(
                            "Update to " + event.getUpdate().getReleaseId(),
                            words(event.getUpdate().getState().name(), "UPDATE_STATE_"),
                            event.getUpdate().getCode());
                case SHADOW ->
                    joined(
                            "Shadow of " + event.getShadow().getCandidateReleaseId(),
                            event.getShadow().getMoments() + " moments compared",
                            "");
                case EVENT_NOT_SET -> "An event that this gateway does not know";
            };
        } catch (InvalidProtocolBufferException e) {
            return "An event that cannot be read";
        }
    }

    private static String safety(byte[] value) {
        try {
            SafetyEvent event = SafetyEvent.parseFrom(value);
            String kind = words(event.getKind().name(), "SAFETY_KIND_");
            return joined("Safety event:", kind, event.getDetail());
        } catch (InvalidProtocolBufferException e) {
            return "A safety event that cannot be read";
        }
    }

    private static String telemetry(List<ConsumerRecord<String, byte[]>> batch) {
        try {
            TelemetryBatch last = TelemetryBatch.parseFrom(batch.getLast().value());
            String frames = batch.size() == 1 ? "1 frame" : batch.size() + " frames";
            if (last.getSamplesCount() == 0) {
                return frames;
            }
            Sample sample = last.getSamples(last.getSamplesCount() - 1);
            return String.format(
                    Locale.ROOT,
                    "%s, %s, %.1f m/s, battery %.0f %%",
                    frames,
                    words(sample.getMode().name(), "DRIVING_MODE_"),
                    sample.getSpeedMetresPerSecond(),
                    sample.getBatteryPercent());
        } catch (InvalidProtocolBufferException e) {
            return "Telemetry that cannot be read";
        }
    }

    private static String joined(String what, String state, String detail) {
        return what + " " + state + (detail.isEmpty() ? "" : ": " + detail);
    }

    private static String words(String name, String prefix) {
        String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        return bare.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
