package robotaxi.benchmarks.market;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;

/** Cars as the gateway tells of them, on Kafka: registry, presence, telemetry once a second, events; they read their commands. */
public final class SyntheticFleet implements AutoCloseable {
    private static final int THREADS = 2;

    /** Cars do not speak in chorus: each has its moment, of so many a second. */
    private static final int MOMENTS = 50;

    private static final double NANOS = 1e9;

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, SyntheticCar> cars = new TreeMap<>();
    private final List<SyntheticCar> inTurn;
    private final ExecutorService world = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private final TopicFollower ears;
    private volatile int moments = MOMENTS;
    private int moment;

    /** So many cars in each market, somewhere in the city. */
    public SyntheticFleet(String bootstrapServers, List<String> markets, int carsEach, RandomGenerator chance) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 2),
                new StringSerializer(),
                new ByteArraySerializer());
        for (String market : markets) {
            IntStream.range(0, carsEach).forEach(number -> add(market, market + "-car-" + number, chance));
        }
        inTurn = List.copyOf(cars.values());
        heart.scheduleAtFixedRate(this::tell, 0, TimeUnit.SECONDS.toMillis(1) / MOMENTS, TimeUnit.MILLISECONDS);
        this.ears = new TopicFollower(bootstrapServers, Topics.VEHICLE_COMMANDS, this::heard);
    }

    private void add(String market, String id, RandomGenerator chance) {
        send(
                Topics.VEHICLE_REGISTRY,
                id,
                VehicleRegistration.newBuilder()
                        .setVehicleId(id)
                        .setMarketId(market)
                        .setHardwareId("synthetic")
                        .setSeats(4)
                        .build());
        send(
                Topics.VEHICLE_PRESENCE,
                id,
                Presence.newBuilder()
                        .setVehicleId(id)
                        .setState(PresenceState.PRESENCE_STATE_CONNECTED)
                        .setSessionEpoch(1)
                        .build());
        double[] place = Places.between(chance);
        Position start = Position.newBuilder()
                .setLatitudeDegrees(place[0])
                .setLongitudeDegrees(place[1])
                .build();
        cars.put(id, new SyntheticCar(id, start, event -> send(Topics.VEHICLE_EVENTS, id, event), world));
    }

    /** From now on each car speaks once in so many seconds. */
    public void speakEvery(int seconds) {
        moments = MOMENTS * seconds;
    }

    private void tell() {
        var now = InstantSource.system().instant();
        int all = moments;
        for (int i = moment++ % all; i < inTurn.size(); i += all) {
            SyntheticCar car = inTurn.get(i);
            send(Topics.VEHICLE_TELEMETRY, car.id(), car.telemetry(now));
        }
    }

    /** The cars' names, in the order in which they speak. */
    public List<String> names() {
        return inTurn.stream().map(SyntheticCar::id).toList();
    }

    /**
     * For how long something a car said has not been seen.
     *
     * @param seen time of the car's newest telemetry that somebody knows of
     * @param now when that one was asked
     * @return seconds since the oldest telemetry after that; 0 if there is none
     */
    public double unseenSeconds(String id, Instant seen, Instant now) {
        SyntheticCar car = cars.get(id);
        return car == null
                ? 0
                : car.saidAfter(seen)
                        .filter(said -> said.isBefore(now))
                        .map(said -> Duration.between(said, now).toNanos() / NANOS)
                        .orElse(0.0);
    }

    private void send(Topic topic, String id, MessageLite message) {
        producer.send(new ProducerRecord<>(topic.name(), id, message.toByteArray()));
    }

    private void heard(byte[] value) throws InvalidProtocolBufferException {
        Command command = Command.parseFrom(value);
        SyntheticCar car = cars.get(command.getVehicleId());
        if (car != null) {
            car.take(command);
        }
    }

    /** How often a car was told to serve a ride while it served another. */
    public int conflicts() {
        return cars.values().stream().mapToInt(SyntheticCar::conflicts).sum();
    }

    @Override
    public void close() {
        heart.shutdownNow();
        ears.close();
        world.shutdownNow();
        producer.close();
    }
}
