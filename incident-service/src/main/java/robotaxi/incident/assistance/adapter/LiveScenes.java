package robotaxi.incident.assistance.adapter;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.kit.events.TopicReplay;

/**
 * The pictures of the last minute, in memory: every instance reads all cars' reports for itself, so that a screen may be at any of them. What
 * must outlive the process, the pictures' hashes, is in the database.
 */
@ApplicationScoped
class LiveScenes {
    private static final int MOST_WAITING = 128;

    private final TopicReplay replay;
    private final AssistConfig config;
    private final InstantSource clock;
    private final Map<String, Reel> reels = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    @Inject
    LiveScenes(TopicReplay replay, AssistConfig config, InstantSource clock) {
        this.replay = replay;
        this.config = config;
        this.clock = clock;
    }

    private record Shot(Instant at, String json) {}

    private static final class Reel {
        private final ArrayDeque<Shot> shots = new ArrayDeque<>();
        private final Set<MultiEmitter<? super String>> watchers = new LinkedHashSet<>();
    }

    void start(@Observes StartupEvent event) {
        var _ = replay.follow(
                Topics.VEHICLE_ASSISTANCE,
                clock.instant().minus(config.rewind()),
                AssistReport.parser(),
                (key, report) -> take(report));
    }

    private void take(AssistReport report) {
        if (report.hasRequest() || report.hasScene()) {
            AssistScene scene =
                    report.hasScene() ? report.getScene() : report.getRequest().getScene();
            Instant now = clock.instant();
            add(ReportWire.text(report.getRequestId()), new Shot(now, SceneJson.of(report, scene, now)));
        }
    }

    private synchronized void add(String id, Shot shot) {
        Reel reel = reels.computeIfAbsent(id, unknown -> new Reel());
        reel.shots.addLast(shot);
        bytes += shot.json().length();
        reel.watchers.forEach(watcher -> watcher.emit(shot.json()));
        forget(shot.at().minus(config.rewind()));
    }

    /** What is too old goes, and if that is not enough, what nobody has touched for the longest. */
    private void forget(Instant before) {
        long most = (long) config.pictureMemory() << 20;
        Iterator<Reel> oldest = reels.values().iterator();
        while (oldest.hasNext()) {
            Reel reel = oldest.next();
            while (!reel.shots.isEmpty() && (reel.shots.peekFirst().at().isBefore(before) || bytes > most)) {
                bytes -= reel.shots.removeFirst().json().length();
            }
            if (reel.shots.isEmpty() && reel.watchers.isEmpty()) {
                oldest.remove();
            }
        }
    }

    /** What there is of a question, then what comes; who is too slow for it is cut off and comes again. */
    Multi<String> watch(String id) {
        return Multi.createFrom().emitter(emitter -> join(id, emitter), MOST_WAITING);
    }

    private synchronized void join(String id, MultiEmitter<? super String> watcher) {
        Reel reel = reels.computeIfAbsent(id, unknown -> new Reel());
        reel.shots.stream()
                .skip(Math.max(0, reel.shots.size() - (MOST_WAITING - 8)))
                .forEach(shot -> watcher.emit(shot.json()));
        reel.watchers.add(watcher);
        watcher.onTermination(() -> leave(id, watcher));
    }

    private synchronized void leave(String id, MultiEmitter<? super String> watcher) {
        Reel reel = reels.get(id);
        if (reel != null) {
            reel.watchers.remove(watcher);
        }
    }
}
