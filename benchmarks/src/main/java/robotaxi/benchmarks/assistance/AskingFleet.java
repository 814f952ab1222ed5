package robotaxi.benchmarks.assistance;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistNews;

/**
 * Cars that ask at random, each with the agent's own desk, on both sides of Kafka as the gateway would put them there. All cars live on one
 * thread.
 */
final class AskingFleet implements AutoCloseable {
    private static final long TICK_MILLIS = 100;
    private static final double RACES = 0.5;

    private final Tally tally;
    private final Load load;
    private final CarReports words;
    private final CommandVerifier verifier;
    private final InstantSource clock = InstantSource.system();
    private final Random chance;
    private final KafkaProducer<String, byte[]> producer;
    private final ScheduledExecutorService cars = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("asking-cars").factory());
    private final Thread listener;
    private final Map<String, AskingCar> asking = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Long> changes = new HashMap<>();
    private final Set<String> races = new HashSet<>();
    private final Set<String> seenCommands = ConcurrentHashMap.newKeySet();
    private double nextAskNanos;
    private volatile boolean asks = true;
    private volatile boolean running = true;

    /**
     * How much they ask.
     *
     * @param cars of the fleet
     * @param perSecond questions of all cars together
     * @param changing share of questions whose scene changes while somebody answers
     * @param handlingSeconds about how long that takes
     */
    record Load(int cars, double perSecond, double changing, double handlingSeconds) {}

    AskingFleet(String bootstrapServers, Load load, CommandVerifier verifier, Tally tally, long seed) {
        this.load = load;
        this.verifier = verifier;
        this.tally = tally;
        this.chance = new Random(seed);
        this.words = new CarReports(seed, clock);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
        this.listener = Thread.ofPlatform().daemon().name("advice").start(() -> listen(bootstrapServers));
        nextAskNanos = System.nanoTime();
        var _ = cars.scheduleAtFixedRate(this::turn, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    int pictureBytes() {
        return words.pictureBytes();
    }

    /** Nobody asks any more; who has asked goes on. */
    void quieten() {
        asks = false;
    }

    private void turn() {
        try {
            long now = System.nanoTime();
            while (asks && nextAskNanos <= now) {
                nextAskNanos += -Math.log(1 - chance.nextDouble()) / load.perSecond() * 1e9;
                begin(now);
            }
            for (String car : List.copyOf(asking.keySet())) {
                go(car, now);
            }
        } catch (RuntimeException e) {
            tally.faults.incrementAndGet();
            throw e;
        }
    }

    private void begin(long now) {
        String car = "car-" + chance.nextInt(load.cars());
        if (asking.containsKey(car)) {
            return;
        }
        AskingCar asks = new AskingCar();
        asking.put(car, asks);
        if (chance.nextDouble() < load.changing()) {
            changes.put(car, now + (long) (chance.nextDouble() * load.handlingSeconds() * 1e9));
        } else if (chance.nextDouble() < load.changing() * RACES) {
            races.add(car);
        }
        say(car, asks.ask());
    }

    private void go(String car, long now) {
        AskingCar asks = asking.get(car);
        if (asks == null) {
            return;
        }
        Long at = changes.get(car);
        if (at != null && now >= at) {
            changes.remove(car);
            asks.changeWorld();
            tally.sceneChanges.incrementAndGet();
        }
        say(car, asks.tick());
    }

    private void say(String car, List<AssistNews> news) {
        for (AssistNews said : news) {
            long sequence = sequences.merge(car, 1L, Long::sum);
            AssistReport report = words.of(said, car.hashCode() % 2 == 0)
                    .setEventId(car + "/3/" + sequence)
                    .setVehicleId(car)
                    .setBootEpoch(1)
                    .setSequence(sequence)
                    .setSessionEpoch(1)
                    .setTime(ProtoTime.of(clock.instant()))
                    .build();
            long now = System.nanoTime();
            if (said instanceof AssistNews.Asked) {
                tally.askedNanos.put(said.questionId(), now);
                if (tally.isMeasuring()) {
                    tally.asked.incrementAndGet();
                }
            }
            if (report.hasRequest() || report.hasScene()) {
                tally.shownNanos.put(said.questionId() + "#1." + sequence, now);
            }
            if (said instanceof AssistNews.Closed) {
                asking.remove(car);
                changes.remove(car);
                races.remove(car);
            }
            var record = new ProducerRecord<>(Topics.VEHICLE_ASSISTANCE.name(), car, report.toByteArray());
            record.headers()
                    .add(Topics.EVENT_ID, report.getEventId().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            var _ = producer.send(record, (sent, fault) -> {
                if (fault != null) {
                    tally.faults.incrementAndGet();
                }
            });
        }
    }

    private void advised(String car, Command command) {
        AskingCar asks = asking.get(car);
        if (asks == null || !command.hasGiveAdvice() || !seenCommands.add(command.getCommandId())) {
            return;
        }
        if (verifier.refuse(command).isPresent()) {
            tally.faults.incrementAndGet();
            return;
        }
        if (races.remove(car)) {
            // The world changes in the moment in which the advice is under way: only the car can know.
            asks.changeWorld();
            tally.sceneChanges.incrementAndGet();
            say(car, asks.tick());
        }
        boolean inTime = ProtoTime.of(command.getNotAfter()).isAfter(clock.instant());
        if (!inTime) {
            Tally.count(tally.refusedByCars, "command.expired");
            return;
        }
        AskingCar.Judged judged = asks.advise(command.getCommandId(), command.getGiveAdvice());
        if (judged.isStale()) {
            tally.staleApplied.incrementAndGet();
        }
        List<AssistNews> news = new ArrayList<>(List.of(judged.news()));
        switch (judged.news().verdict()) {
            case AdviceVerdict.Accepted _ -> {
                tally.accepted.incrementAndGet();
                news.addAll(asks.moveOn());
            }
            case AdviceVerdict.Refused no ->
                Tally.count(tally.refusedByCars, no.reason().code());
        }
        say(car, news);
    }

    private void listen(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.VEHICLE_COMMANDS.partitions())
                    .mapToObj(number -> new TopicPartition(Topics.VEHICLE_COMMANDS.name(), number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (running) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    Command command = Command.parseFrom(message.value());
                    cars.execute(() -> advised(message.key(), command));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            tally.faults.incrementAndGet();
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            listener.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cars.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
