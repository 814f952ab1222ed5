package robotaxi.incident.liveview;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** People begin to watch, go on, and end. The car is asked once for all of them, and asked to end with the last. */
public final class WatchCars {
    private final LiveViews views;
    private final Cars cars;
    private final Viewers viewers;
    private final LiveRules rules;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** Over these. */
    public WatchCars(
            LiveViews views, Cars cars, Viewers viewers, LiveRules rules, InstantSource clock, Supplier<String> ids) {
        this.views = views;
        this.cars = cars;
        this.viewers = viewers;
        this.rules = rules;
        this.clock = clock;
        this.ids = ids;
    }

    /** What came of the wish to watch. */
    public sealed interface Answer {
        /** The person watches. */
        record Watching(Watch watch, View view) implements Answer {}

        /** So many cars are watched that no other can be. */
        record Full() implements Answer {}

        /** The watch is another person's. */
        record NotYours() implements Answer {}
    }

    /** Begins, or goes on. */
    public Answer watch(String vehicleId, String watchId, String person) {
        Instant now = clock.instant();
        views.alone(vehicleId);
        Optional<Watch> known = views.watches(vehicleId).stream()
                .filter(watch -> watch.id().equals(watchId))
                .findFirst();
        if (known.isPresent() && !known.get().person().equals(person)) {
            return new Answer.NotYours();
        }
        Optional<View> found = views.find(vehicleId);
        if (found.isEmpty() && views.all().size() >= rules.mostCars()) {
            return new Answer.Full();
        }
        Instant until = now.plus(rules.lease());
        Watch watch = known.map(before -> before.renewed(until))
                .orElseGet(() -> new Watch(watchId, vehicleId, person, now, until));
        views.save(watch);
        if (known.isEmpty()) {
            viewers.began(watch);
        }
        View view = asked(found.orElseGet(() -> View.opened(vehicleId, ids.get(), now)), now);
        if (found.isEmpty() || !found.get().equals(view)) {
            views.save(view);
        }
        return new Answer.Watching(watch, view);
    }

    /** The person has seen enough. Who does not watch has ended already. */
    public void stop(String vehicleId, String watchId, String person) {
        views.alone(vehicleId);
        views.watches(vehicleId).stream()
                .filter(watch -> watch.id().equals(watchId) && watch.person().equals(person))
                .findFirst()
                .ifPresent(watch -> end(watch, "stopped"));
        endUnwatched(vehicleId, clock.instant());
    }

    /** What happens because nobody does anything: watches lapse, and the car is asked again. */
    public void keep(String vehicleId) {
        Instant now = clock.instant();
        views.alone(vehicleId);
        List<Watch> watches = views.watches(vehicleId);
        watches.stream().filter(watch -> watch.hasLapsed(now)).forEach(watch -> end(watch, "the screen went away"));
        if (!endUnwatched(vehicleId, now)) {
            views.find(vehicleId).filter(view -> view.isDue(now)).ifPresent(view -> views.save(asked(view, now)));
        }
    }

    private void end(Watch watch, String why) {
        views.remove(watch);
        viewers.ended(watch, why);
    }

    private boolean endUnwatched(String vehicleId, Instant now) {
        if (!views.watches(vehicleId).isEmpty()) {
            return false;
        }
        views.find(vehicleId).ifPresent(view -> {
            if (view.mayBeShown(now)) {
                var _ = cars.show(vehicleId, view.id(), Duration.ZERO, now, now.plus(rules.orderLife()));
            }
            views.remove(vehicleId);
        });
        return true;
    }

    private View asked(View view, Instant now) {
        if (!view.isDue(now)) {
            return view;
        }
        if (!cars.isConnected(view.vehicleId())) {
            return view.offline(now.plus(rules.retryAfter()));
        }
        String order = cars.show(view.vehicleId(), view.id(), rules.shownFor(), now, now.plus(rules.orderLife()));
        return view.asked(order, now, rules);
    }

    /** The car has taken an order. */
    public void taken(String commandId) {
        answered(commandId).ifPresent(view -> views.save(view.taken()));
    }

    /** The ledger or the car says that an order came to nothing. */
    public void refused(String commandId, String code, String detail) {
        Instant askAgainAt = clock.instant().plus(rules.retryAfter());
        answered(commandId).ifPresent(view -> views.save(view.refused(code, detail, askAgainAt)));
    }

    private Optional<View> answered(String commandId) {
        Optional<View> found = views.findByCommand(commandId);
        found.ifPresent(view -> views.alone(view.vehicleId()));
        // Somebody may have acted before we were alone.
        return found.flatMap(view -> views.find(view.vehicleId()))
                .filter(view -> view.commandId().equals(commandId));
    }
}
