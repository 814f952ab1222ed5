package robotaxi.dispatch.market.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.dispatch.v1.MarketInput;
import robotaxi.dispatch.fleet.adapter.FleetPicture;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.PartitionReader;
import robotaxi.kit.events.RecordTrace;
import robotaxi.kit.events.UnreadableRecords;
import robotaxi.kit.trace.Tracing;

/**
 * Starts the work of this instance once the fleet is known. An owned market ticks and reads its own partition, from where
 * the last owner's committed decisions ended; a market that is not owned is followed, warm, in the fleet's picture alone.
 */
@ApplicationScoped
class MarketInputs {
    private static final Logger LOG = Logger.getLogger(MarketInputs.class);

    private final KafkaClients kafka;
    private final UnreadableRecords unreadable;
    private final VehicleFacts facts;
    private final MarketBook book;
    private final MarketOwner owner;
    private final MarketKeeper keeper;
    private final InputRouter router;
    private final FleetPicture fleet;

    @Inject
    MarketInputs(
            KafkaClients kafka,
            UnreadableRecords unreadable,
            VehicleFacts facts,
            MarketBook book,
            MarketOwner owner,
            MarketKeeper keeper,
            InputRouter router,
            FleetPicture fleet) {
        this.kafka = kafka;
        this.unreadable = unreadable;
        this.facts = facts;
        this.book = book;
        this.owner = owner;
        this.keeper = keeper;
        this.router = router;
        this.fleet = fleet;
    }

    void onStart(@Observes StartupEvent event) {
        fleet.rebuild().thenRun(this::begin).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.error("This instance takes part in no market", failure);
            }
        });
    }

    private void begin() {
        LOG.info("The fleet's picture is rebuilt");
        List<Tenant> tenants = new ArrayList<>(List.of(router));
        for (MarketThread market : owner.threads()) {
            book.enter(market.market());
            tenants.add(new Ownership(market));
        }
        keeper.begin(tenants);
    }

    /** A market's thread and, while it is owned, the reading of its input. The tick comes first, the reading beside it. */
    private final class Ownership implements Tenant {
        private final MarketThread thread;
        private @Nullable PartitionReader reader;

        Ownership(MarketThread thread) {
            this.thread = thread;
        }

        @Override
        public String market() {
            return thread.market();
        }

        @Override
        public void begin(long epoch) {
            thread.begin(epoch);
            // Many markets may be taken at once: all of them tick before the readers' clients use the processor.
            thread.afterwards(this::read);
        }

        private synchronized void read() {
            if (thread.owns() && reader == null) {
                reader = PartitionReader.start(
                        "market-input-" + market(),
                        kafka,
                        _ -> Map.of(
                                new TopicPartition(
                                        Topics.DISPATCH_MARKET_INPUT.name(),
                                        book.partition(market()).orElseThrow()),
                                book.nextInput(market())),
                        records -> records.forEach(this::tell));
            }
        }

        @Override
        public synchronized void end() {
            thread.end();
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }

        private void tell(ConsumerRecord<String, byte[]> message) {
            try (var _ = Tracing.enter(RecordTrace.of(message))) {
                MarketInput input = MarketInput.parseFrom(message.value());
                thread.decide(desk -> {
                    facts.tell(desk, input);
                    book.keepNextInput(market(), message.offset() + 1);
                    return true;
                });
            } catch (InvalidProtocolBufferException e) {
                unreadable.keep(message, String.valueOf(e.getMessage()));
            }
        }
    }
}
