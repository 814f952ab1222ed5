package robotaxi.incident.liveview.adapter;

import java.time.Instant;
import java.util.List;
import robotaxi.incident.liveview.View;
import robotaxi.incident.liveview.Watch;

/**
 * How a watch stands.
 *
 * @param state offline, asked, showing or refused
 * @param code why the car shows nothing, machine-readable; may be empty
 * @param watchers who watches the car now
 */
record WatchJson(String type, String state, String code, String detail, List<Watcher> watchers) {
    /** Somebody who watches. */
    record Watcher(String person, Instant since) {}

    static WatchJson of(View view, List<Watch> watches) {
        return new WatchJson(
                "watch",
                view.state().wireName(),
                view.code(),
                view.detail(),
                watches.stream()
                        .map(watch -> new Watcher(watch.person(), watch.beganAt()))
                        .toList());
    }
}
