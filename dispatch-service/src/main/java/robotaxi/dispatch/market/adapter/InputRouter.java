package robotaxi.dispatch.market.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.dispatch.v1.MarketInput;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.fleet.adapter.FleetPicture;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.PartitionReader;
import robotaxi.kit.events.RecordTrace;
import robotaxi.kit.events.UnreadableRecords;

/**
 * Carries what may move rides from the vehicles' topics to the partition of each car's market. One instance at a time does
 * it, under a lease of its own; what two carry at a change of hands is known by its event id, and of one car always in order.
 */
@ApplicationScoped
class InputRouter implements Tenant {
    private static final List<Topics.Topic> SOURCES =
            List.of(Topics.VEHICLE_EVENTS, Topics.VEHICLE_COMMAND_STATUS, Topics.VEHICLE_RESERVATIONS);

    private final KafkaClients kafka;
    private final UnreadableRecords unreadable;
    private final FleetPicture fleet;
    private final MarketBook book;
    private final MarketLease lease;
    private @Nullable PartitionReader reader;

    @Inject
    InputRouter(
            KafkaClients kafka,
            UnreadableRecords unreadable,
            FleetPicture fleet,
            MarketBook book,
            DataSource database,
            DispatchConfig config) {
        this.kafka = kafka;
        this.unreadable = unreadable;
        this.fleet = fleet;
        this.book = book;
        this.lease = new MarketLease(
                database, "*", config.instance().id(), config.instance().lease());
    }

    @Override
    public String market() {
        return lease.market();
    }

    @Override
    public void begin(long epoch) {
        end();
        reader = PartitionReader.start("market-input-router", kafka, this::sources, records -> carry(records, epoch));
    }

    @Override
    public void end() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private Map<TopicPartition, Long> sources(Consumer<String, byte[]> consumer) {
        Map<TopicPartition, Long> kept = book.nextSources();
        Map<TopicPartition, Long> next = new HashMap<>();
        for (Topics.Topic topic : SOURCES) {
            consumer.partitionsFor(topic.name()).forEach(info -> {
                var partition = new TopicPartition(info.topic(), info.partition());
                next.put(partition, kept.getOrDefault(partition, 0L));
            });
        }
        return next;
    }

    private void carry(List<ConsumerRecord<String, byte[]>> records, long epoch) {
        List<Future<RecordMetadata>> acks = new ArrayList<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> source : records) {
            route(source, acks);
            next.put(new TopicPartition(source.topic(), source.partition()), source.offset() + 1);
        }
        acks.forEach(InputRouter::await);
        QuarkusTransaction.requiringNew().run(() -> {
            if (!lease.confirm(epoch)) {
                throw new NotOwnerException(market());
            }
            next.forEach(book::keepNextSource);
        });
    }

    private static void await(Future<RecordMetadata> ack) {
        try {
            ack.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A market's input cannot be written", e);
        }
    }

    private void route(ConsumerRecord<String, byte[]> source, List<Future<RecordMetadata>> acks) {
        try {
            MarketInput input = input(source);
            if (input.getFactCase() == MarketInput.FactCase.FACT_NOT_SET) {
                return;
            }
            OptionalInt partition = fleet.find(source.key())
                    .map(Vehicle::marketId)
                    .map(book::partition)
                    .orElse(OptionalInt.empty());
            if (partition.isEmpty()) {
                unreadable.keep(source, "No market that is served here knows the vehicle");
                return;
            }
            var message = new ProducerRecord<>(
                    Topics.DISPATCH_MARKET_INPUT.name(), partition.getAsInt(), source.key(), input.toByteArray());
            message.headers()
                    .add(
                            Topics.TRACEPARENT,
                            RecordTrace.of(source).traceparent().getBytes(StandardCharsets.UTF_8));
            acks.add(kafka.producer().send(message));
        } catch (InvalidProtocolBufferException e) {
            unreadable.keep(source, String.valueOf(e.getMessage()));
        }
    }

    /** What is none of dispatch's business gives an empty one. */
    private static MarketInput input(ConsumerRecord<String, byte[]> source) throws InvalidProtocolBufferException {
        var input = MarketInput.newBuilder().setVehicleId(source.key());
        if (source.topic().equals(Topics.VEHICLE_EVENTS.name())) {
            input.setVehicleEvent(VehicleEvent.parseFrom(source.value()));
        } else if (source.topic().equals(Topics.VEHICLE_COMMAND_STATUS.name())) {
            CommandStatus status = CommandStatus.parseFrom(source.value());
            if (VehicleFacts.isOurs(status)) {
                input.setCommandStatus(status);
            }
        } else {
            Reservation reservation = Reservation.parseFrom(source.value());
            if (!reservation.hasAnswer()) {
                input.setReservation(reservation);
            }
        }
        return input.build();
    }
}
