package robotaxi.ota.ddi.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import robotaxi.ota.ddi.Answer;
import robotaxi.ota.ddi.HearDevices;
import robotaxi.ota.ddi.Word;

/**
 * What devices say while a transaction is under way shares the next one: the more they say, the less each word costs. Every word is
 * answered after its commit.
 */
@ApplicationScoped
class GroupCommit {
    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    private static final int MOST_AT_ONCE = 128;
    /** While one waits for the disk, the other works. */
    private static final int THREADS = 2;

    private final HearDevices devices;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    private record Waiting(Word word, CompletableFuture<Answer> answer) {}

    @Inject
    GroupCommit(HearDevices devices) {
        this.devices = devices;
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().daemon().name("devices-words-" + i).start(this::run));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        threads.forEach(Thread::interrupt);
    }

    /** How the word was taken, once that is durable. */
    Uni<Answer> hear(Word word) {
        var answer = new CompletableFuture<Answer>();
        waiting.add(new Waiting(word, answer));
        return Uni.createFrom().completionStage(answer);
    }

    private void run() {
        try {
            while (running) {
                List<Waiting> next = new ArrayList<>();
                next.add(waiting.take());
                waiting.drainTo(next, MOST_AT_ONCE - 1);
                takeInTurns(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A device that says two things of an update at once is heard twice, one after the other. */
    private void takeInTurns(List<Waiting> next) {
        List<Waiting> now = new ArrayList<>();
        List<Waiting> later = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        next.forEach(each -> (seen.add(each.word().actionId()) ? now : later).add(each));
        take(now);
        if (!later.isEmpty()) {
            takeInTurns(later);
        }
    }

    private void take(List<Waiting> words) {
        try {
            List<Answer> answers = QuarkusTransaction.requiringNew()
                    .call(() -> devices.handle(words.stream().map(Waiting::word).toList()));
            for (int i = 0; i < words.size(); i++) {
                words.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            if (words.size() == 1) {
                words.getFirst().answer().completeExceptionally(e);
            } else {
                // One that cannot be taken does not cost the others theirs.
                LOG.warn("What devices said could not be taken together, and is tried one by one", e);
                words.forEach(each -> take(List.of(each)));
            }
        }
    }
}
