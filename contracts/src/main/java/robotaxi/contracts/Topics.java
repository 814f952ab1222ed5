package robotaxi.contracts;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Every Kafka topic of the fleet with its partition count: the one table. One top-level protobuf message a topic, the key
 * is the id named in {@code docs/architecture.md}, the headers are {@link #EVENT_ID} and {@link #TRACEPARENT}.
 *
 * @see <a href="../../../../../../docs/architecture.md">docs/architecture.md, "How data flows"</a>
 */
public final class Topics {
    /** Header: unique id of the event, UTF-8. Consumers are idempotent by it. */
    public static final String EVENT_ID = "event-id";

    /** Header: W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    /** {@code TelemetryBatch} by vehicle id. */
    public static final Topic VEHICLE_TELEMETRY = new Topic("vehicle.telemetry", 12, false);

    /** {@code VehicleEvent} by vehicle id. */
    public static final Topic VEHICLE_EVENTS = new Topic("vehicle.events", 12, false);

    /** {@code SafetyEvent} by vehicle id. */
    public static final Topic VEHICLE_SAFETY = new Topic("vehicle.safety", 12, false);

    /** {@code AssistReport}: the car's questions and verdicts, by vehicle id. */
    public static final Topic VEHICLE_ASSISTANCE = new Topic("vehicle.assistance", 12, false);

    /** {@code LiveView} by vehicle id: pictures that nobody needs once they were looked at. */
    public static final Topic VEHICLE_VIEWS = new Topic("vehicle.views", 12, false, Duration.ofMinutes(5));

    /** {@code VehicleRegistration} by vehicle id. */
    public static final Topic VEHICLE_REGISTRY = new Topic("vehicle.registry", 4, true);

    /** {@code Presence} by vehicle id. */
    public static final Topic VEHICLE_PRESENCE = new Topic("vehicle.presence", 4, true);

    /** {@code Command} by vehicle id. */
    public static final Topic VEHICLE_COMMANDS = new Topic("vehicle.commands", 12, false);

    /** {@code CommandStatus} by vehicle id. */
    public static final Topic VEHICLE_COMMAND_STATUS = new Topic("vehicle.command-status", 12, false);

    /** {@code Reservation} by vehicle id. */
    public static final Topic VEHICLE_RESERVATIONS = new Topic("vehicle.reservations", 4, false);

    /** {@code RideEvent} by ride id. */
    public static final Topic RIDE_EVENTS = new Topic("ride.events", 12, false);

    /** What a market's owner needs, re-keyed; the partition is the market's own number. */
    public static final Topic DISPATCH_MARKET_INPUT = new Topic("dispatch.market-input", 64, false);

    /** {@code ReleaseEvent} by release id. */
    public static final Topic RELEASE_EVENTS = new Topic("release.events", 4, false);

    /** {@code RolloutEvent} by release id. */
    public static final Topic ROLLOUT_EVENTS = new Topic("rollout.events", 4, false);

    /** {@code IncidentEvent} by incident id. */
    public static final Topic INCIDENT_EVENTS = new Topic("incident.events", 4, false);

    /** Dataset versions by dataset id. */
    public static final Topic DATASET_EVENTS = new Topic("dataset.events", 4, false);

    private Topics() {}

    /** All topics, in the order of this table. */
    public static List<Topic> all() {
        return List.of(
                VEHICLE_TELEMETRY,
                VEHICLE_EVENTS,
                VEHICLE_SAFETY,
                VEHICLE_ASSISTANCE,
                VEHICLE_VIEWS,
                VEHICLE_REGISTRY,
                VEHICLE_PRESENCE,
                VEHICLE_COMMANDS,
                VEHICLE_COMMAND_STATUS,
                VEHICLE_RESERVATIONS,
                RIDE_EVENTS,
                DISPATCH_MARKET_INPUT,
                RELEASE_EVENTS,
                ROLLOUT_EVENTS,
                INCIDENT_EVENTS,
                DATASET_EVENTS);
    }

    /**
     * A topic.
     *
     * @param name as Kafka knows it
     * @param partitions never changed once data is there: keys would move
     * @param compacted keeps the newest value of each key for ever
     * @param kept how long the others keep what they hold, at least; the broker throws it away some minutes later
     */
    public record Topic(String name, int partitions, boolean compacted, Duration kept) {
        /** One that keeps seven days, unless it is compacted. */
        public Topic(String name, int partitions, boolean compacted) {
            this(name, partitions, compacted, Duration.ofDays(7));
        }

        /** Its settings at the broker. */
        public Map<String, String> settings() {
            String millis = Long.toString(kept.toMillis());
            return compacted
                    ? Map.of("cleanup.policy", "compact")
                    : Map.of("cleanup.policy", "delete", "retention.ms", millis, "segment.ms", millis);
        }
    }
}
