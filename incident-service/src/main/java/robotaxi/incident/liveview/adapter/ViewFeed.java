package robotaxi.incident.liveview.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.LiveView;
import robotaxi.incident.liveview.LiveViews;
import robotaxi.incident.liveview.View;
import robotaxi.incident.liveview.Watch;
import robotaxi.kit.events.TopicReplay;

/**
 * What cars show, handed to the screens that watch them. Every instance reads all views for itself, so that a screen may be at any of them, and keeps
 * the newest of each car. A screen that is too slow gets the newest only.
 */
@ApplicationScoped
class ViewFeed {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final TopicReplay replay;
    private final LiveViews views;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Map<String, Newest> newest = new HashMap<>();
    private final Set<Screen> screens = new LinkedHashSet<>();

    @Inject
    ViewFeed(TopicReplay replay, LiveViews views, ObjectMapper json, InstantSource clock) {
        this.replay = replay;
        this.views = views;
        this.json = json;
        this.clock = clock;
    }

    private record Newest(long bootEpoch, long sequence, Instant at, String message) {
        boolean isBefore(LiveView view) {
            return view.getBootEpoch() != bootEpoch ? view.getBootEpoch() > bootEpoch : view.getSequence() > sequence;
        }
    }

    private record Screen(String vehicleId, String watchId, MultiEmitter<? super String> out) {}

    void start(@Observes StartupEvent event) {
        var _ = replay.follow(
                Topics.VEHICLE_VIEWS,
                clock.instant().minus(KEPT),
                LiveView.parser(),
                (vehicleId, view) -> take(vehicleId, view));
    }

    private synchronized void take(String vehicleId, LiveView view) {
        Newest before = newest.get(vehicleId);
        if (before == null || before.isBefore(view)) {
            Instant now = clock.instant();
            String message = message(ViewJson.of(view, now));
            newest.put(vehicleId, new Newest(view.getBootEpoch(), view.getSequence(), now, message));
            // A copy: a screen that is gone leaves while it is told.
            List.copyOf(screens).stream()
                    .filter(screen -> screen.vehicleId().equals(vehicleId))
                    .forEach(screen -> screen.out().emit(message));
        }
    }

    /** The newest view that there is, then each that comes, and each second how the watch stands. It ends with the watch. */
    Multi<String> follow(String vehicleId, String watchId) {
        return Multi.createFrom()
                .emitter(out -> join(new Screen(vehicleId, watchId, out)), BackPressureStrategy.LATEST);
    }

    private synchronized void join(Screen screen) {
        Newest last = newest.get(screen.vehicleId());
        if (last != null) {
            screen.out().emit(last.message());
        }
        screens.add(screen);
        screen.out().onTermination(() -> leave(screen));
    }

    private synchronized void leave(Screen screen) {
        screens.remove(screen);
    }

    /** Tells each screen how its watch stands; in a transaction. What nobody has shown for a while is forgotten. */
    void beat() {
        Instant old = clock.instant().minus(KEPT);
        List<Screen> there = forget(old);
        if (there.isEmpty()) {
            return;
        }
        List<Watch> watches = views.watches();
        Map<String, View> viewOf = new HashMap<>();
        views.all().forEach(view -> viewOf.put(view.vehicleId(), view));
        for (Screen screen : there) {
            tell(screen, viewOf.get(screen.vehicleId()), watches);
        }
    }

    private synchronized List<Screen> forget(Instant before) {
        newest.values().removeIf(last -> last.at().isBefore(before));
        return List.copyOf(screens);
    }

    private void tell(Screen screen, @Nullable View view, List<Watch> all) {
        List<Watch> watches = all.stream()
                .filter(watch -> watch.vehicleId().equals(screen.vehicleId()))
                .toList();
        if (view == null || watches.stream().noneMatch(watch -> watch.id().equals(screen.watchId()))) {
            screen.out().complete();
        } else {
            screen.out().emit(message(WatchJson.of(view, watches)));
        }
    }

    private String message(Object content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
