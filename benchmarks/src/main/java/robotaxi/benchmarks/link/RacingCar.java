package robotaxi.benchmarks.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import robotaxi.benchmarks.evidence.PresenceNews;
import robotaxi.benchmarks.evidence.PresenceNews.State;
import robotaxi.local.stack.StackException;

/** A car that comes again and again, to one gateway or another, while its older connection goes, lingers or is half-dead. */
public final class RacingCar {
    private static final int PATIENCE_SECONDS = 30;
    private static final int MOST_PAUSE_MILLIS = 40;
    private static final int MOST_ATTEMPTS = 20;

    private final Car car;
    private final List<Integer> linkPorts;
    private final RandomGenerator chance;
    private final List<ControlStream> abandoned = new ArrayList<>();
    private volatile ControlStream current;
    private volatile boolean beats = true;
    private long epoch;
    private int attempts;

    /** When the older connection goes. */
    private enum Old {
        BEFORE,
        AFTER,
        NEVER
    }

    /** A car with a first session at the first gateway. */
    public RacingCar(Car car, List<Integer> linkPorts, RandomGenerator chance) throws InterruptedException {
        this.car = car;
        this.linkPorts = linkPorts;
        this.chance = chance;
        this.current = come(linkPorts.getFirst());
    }

    /** Comes so many times more. */
    public void race(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            ControlStream old = current;
            Old goes = Old.values()[chance.nextInt(Old.values().length)];
            boolean saysFarewell = chance.nextBoolean();
            int linkPort = linkPorts.get(chance.nextInt(linkPorts.size()));
            if (goes == Old.BEFORE) {
                leave(old, saysFarewell);
            }
            current = come(linkPort);
            TimeUnit.MILLISECONDS.sleep(chance.nextInt(MOST_PAUSE_MILLIS));
            if (goes == Old.AFTER) {
                leave(old, saysFarewell);
            }
            abandoned.removeIf(stream -> stream.ended().isDone());
            abandoned.add(old);
        }
    }

    private static void leave(ControlStream stream, boolean saysFarewell) {
        if (saysFarewell) {
            stream.farewell();
        } else {
            stream.cut();
        }
    }

    private ControlStream come(int linkPort) throws InterruptedException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            attempts++;
            ControlStream next = ControlStream.open(car, linkPort);
            try {
                epoch = next.welcomed()
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();
                return next;
            } catch (CompletionException refused) {
                next.cut();
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(MOST_PAUSE_MILLIS));
            }
        }
        throw new StackException(car.id() + " was not welcomed in " + MOST_ATTEMPTS + " attempts");
    }

    /** The newest connection is alive; the older ones are silent. */
    public void heartbeat() {
        if (beats) {
            current.heartbeat();
        }
    }

    /** Stays, breaks off, says farewell or falls silent; answers what is true of it from now on. */
    public PresenceNews finish() {
        State state = switch (chance.nextInt(4)) {
            case 0 -> State.CONNECTED;
            case 1 -> {
                current.farewell();
                yield State.GONE;
            }
            case 2 -> {
                current.cut();
                yield State.LOST;
            }
            default -> {
                beats = false;
                yield State.LOST;
            }
        };
        return new PresenceNews(car.id(), state, epoch);
    }

    /** Waits until every older connection is over. */
    public void awaitOldEnds() throws InterruptedException {
        var ends = abandoned.stream().map(ControlStream::ended).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new StackException("an older connection of " + car.id() + " never ended", e);
        }
    }

    /** How often it came, refused attempts included. */
    public int attempts() {
        return attempts;
    }

    /** Breaks what is left. */
    public void cut() {
        current.cut();
    }
}
