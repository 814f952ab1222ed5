package robotaxi.onboard.recorder.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import robotaxi.onboard.link.Backoff;
import robotaxi.onboard.recorder.DayBudget;
import robotaxi.onboard.recorder.UploadPace;
import robotaxi.onboard.recorder.adapter.ClipSpool.Waiting;

/**
 * Uploads waiting clips: where an upload broke off it goes on, also after a restart. Before each part it looks anew which clip is worth
 * most, so that a collision does not wait for what is routine. A clip leaves the car only when the service has all of it.
 */
public final class TusUploader {
    private static final System.Logger LOG = System.getLogger(TusUploader.class.getName());
    private static final Duration REFUSED_REST = Duration.ofHours(6);
    private static final Duration SHORT_REST = Duration.ofSeconds(5);

    private final ClipSpool spool;
    private final URI uploads;
    private final Supplier<HttpClient> clients;
    private final UploadPace pace;
    private final long dayLimitBytes;
    private final BudgetFile budgetFile;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private final Map<Path, Long> offsets = new HashMap<>();
    private final Map<Path, Long> restUntilNanos = new HashMap<>();
    private long allRestUntilNanos;

    /** How fast and how much, and by which clocks. */
    public record Terms(
            UploadPace pace, long bytesPerDay, InstantSource clock, LongSupplier nanoTime, RandomGenerator chance) {}

    /** To this service; each round opens a client of its own. */
    public TusUploader(ClipSpool spool, String incidentUrl, Supplier<HttpClient> clients, Terms terms) {
        this.spool = spool;
        this.uploads = URI.create(incidentUrl + "/v1/uploads");
        this.clients = clients;
        this.pace = terms.pace();
        this.dayLimitBytes = terms.bytesPerDay();
        this.budgetFile = new BudgetFile(spool.budgetFile());
        this.clock = terms.clock();
        this.nanoTime = terms.nanoTime();
        this.backoff = new Backoff(terms.chance());
        this.allRestUntilNanos = nanoTime.getAsLong();
    }

    /** Uploads all that may go now; what fails stays for a later round. */
    public void round() throws IOException, InterruptedException {
        if (nanoTime.getAsLong() - allRestUntilNanos < 0) {
            return;
        }
        Optional<Waiting> next = next();
        if (next.isEmpty()) {
            return;
        }
        try (HttpClient http = clients.get()) {
            TusClient client = new TusClient(http, uploads, spool.vehicleId(), pace);
            while (next.isPresent()) {
                step(client, next.get());
                next = next();
            }
            backoff.reset();
        } catch (IOException e) {
            allRestUntilNanos = nanoTime.getAsLong()
                    + Duration.ofMillis(backoff.nextMillis()).toNanos();
            // Where the service stands after a broken part, only it knows.
            offsets.clear();
            throw e;
        }
    }

    private Optional<Waiting> next() throws IOException {
        DayBudget budget = budget();
        long now = nanoTime.getAsLong();
        for (Waiting clip : spool.waiting()) {
            boolean rests = now - restUntilNanos.getOrDefault(clip.clip(), now) < 0;
            if (!rests && budget.allows(partBytes(clip), clip.worth(), dayLimitBytes)) {
                return Optional.of(clip);
            }
        }
        return Optional.empty();
    }

    private DayBudget budget() throws IOException {
        return budgetFile
                .read()
                .on(clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toEpochDay());
    }

    private int partBytes(Waiting clip) {
        return (int) Math.min(pace.partBytes(), clip.lengthBytes() - offsets.getOrDefault(clip.clip(), 0L));
    }

    private void step(TusClient client, Waiting clip) throws IOException, InterruptedException {
        Long offset = offsets.get(clip.clip());
        if (offset == null) {
            take(clip, clip.uploadUrl().isEmpty() ? client.create(clip, spool.seal(clip)) : client.offset(clip));
            return;
        }
        int count = partBytes(clip);
        budgetFile.write(budget().spent(count));
        take(clip, client.patch(clip, offset, count));
    }

    private void take(Waiting clip, TusClient.Answer answer) throws IOException {
        switch (answer) {
            case TusClient.Answer.Offset(String url, long bytes) -> {
                if (bytes > clip.lengthBytes()) {
                    beginAgain(clip);
                } else {
                    progressed(clip, url, bytes);
                }
            }
            case TusClient.Answer.Gone _ -> beginAgain(clip);
            case TusClient.Answer.WrongOffset _ -> {
                offsets.remove(clip.clip());
                rest(clip, SHORT_REST.dividedBy(5));
            }
            case TusClient.Answer.Damaged _ -> rest(clip, SHORT_REST.dividedBy(5));
            case TusClient.Answer.Later(Duration rest) -> rest(clip, rest);
            case TusClient.Answer.Refused(int status) -> {
                LOG.log(
                        Level.ERROR,
                        () -> "A clip is refused and stays on the car vehicleId=" + spool.vehicleId() + " eventId="
                                + clip.eventId() + " status=" + status);
                beginAgain(clip);
                rest(clip, REFUSED_REST);
            }
        }
    }

    private void progressed(Waiting clip, String url, long bytes) throws IOException {
        if (bytes == clip.lengthBytes()) {
            spool.remove(clip);
            offsets.remove(clip.clip());
            restUntilNanos.remove(clip.clip());
            LOG.log(
                    Level.INFO,
                    () -> "Clip uploaded vehicleId=" + spool.vehicleId() + " eventId=" + clip.eventId() + " bytes="
                            + clip.lengthBytes());
            return;
        }
        if (!url.equals(clip.uploadUrl())) {
            spool.note(clip.at(url));
        }
        offsets.put(clip.clip(), bytes);
    }

    private void beginAgain(Waiting clip) throws IOException {
        spool.note(clip.at(""));
        offsets.remove(clip.clip());
        if (!clip.uploadUrl().isEmpty()) {
            return;
        }
        rest(clip, SHORT_REST);
    }

    private void rest(Waiting clip, Duration rest) {
        restUntilNanos.put(clip.clip(), nanoTime.getAsLong() + rest.toNanos());
    }
}
