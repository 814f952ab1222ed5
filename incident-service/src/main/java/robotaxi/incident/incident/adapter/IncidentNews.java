package robotaxi.incident.incident.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.incident.FirstLooks;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;

/** Changed incidents as a stream. One look at the database serves everybody who watches here, whoever made the change. */
@ApplicationScoped
class IncidentNews {
    private static final Duration BEAT = Duration.ofMillis(200);
    private static final Duration STILL_HERE = Duration.ofSeconds(10);
    private static final int LONGEST_BATCH = 200;

    private final Incidents incidents;
    private final FirstLooks looks;
    private final Multi<Long> newest;

    @Inject
    IncidentNews(Incidents incidents, FirstLooks looks) {
        this.incidents = incidents;
        this.looks = looks;
        this.newest = Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(_ -> QuarkusTransaction.requiringNew().call(looks::newestChange))
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /** The number in a Last-Event-ID; what is no number is none. */
    static OptionalLong number(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(lastEventId))
                : OptionalLong.empty();
    }

    /** What changed after a number, or from now on; each incident as it is now. Between news, a comment now and then. */
    Multi<OutboundSseEvent> follow(Sse sse, OptionalLong after) {
        var watcher = new Watcher(sse, after.orElseGet(looks::newestChange));
        Multi<OutboundSseEvent> news = newest.onOverflow()
                .dropPreviousItems()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(number -> number > watcher.seen
                        ? QuarkusTransaction.requiringNew().call(watcher::look)
                        : List.<OutboundSseEvent>of())
                .onItem()
                .transformToMultiAndConcatenate(events -> Multi.createFrom().iterable(events));
        Multi<OutboundSseEvent> beats = Multi.createFrom()
                .ticks()
                .every(STILL_HERE)
                .onOverflow()
                .drop()
                .map(_ -> sse.newEventBuilder().comment("still here").build());
        return Multi.createBy().merging().streams(news, beats);
    }

    /** One who follows. Used by one look at a time. */
    private final class Watcher {
        private final Sse sse;
        private volatile long seen;

        private Watcher(Sse sse, long seen) {
            this.sse = sse;
            this.seen = seen;
        }

        private List<OutboundSseEvent> look() {
            List<FirstLooks.Change> changes = looks.changesAfter(seen, LONGEST_BATCH);
            // An incident that changed twice is told once, as it is now.
            Map<IncidentId, FirstLooks.Change> last = new LinkedHashMap<>();
            for (FirstLooks.Change change : changes) {
                last.remove(change.incident());
                last.put(change.incident(), change);
                seen = change.number();
            }
            List<OutboundSseEvent> events = new ArrayList<>();
            last.values()
                    .forEach(change -> incidents
                            .find(change.incident())
                            .ifPresent(incident -> events.add(event(change, incident))));
            return events;
        }

        private OutboundSseEvent event(FirstLooks.Change change, Incident incident) {
            return sse.newEventBuilder()
                    .id(String.valueOf(change.number()))
                    .name(change.change())
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(IncidentJson.View.class, IncidentJson.View.of(incident, incidents, looks))
                    .build();
        }
    }
}
