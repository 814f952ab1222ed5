package robotaxi.dispatch.partner.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import robotaxi.dispatch.partner.RetrySchedule;
import robotaxi.dispatch.partner.WebhookSignature;

/** Sends what is due: signed, never redirected, with an end to patience, a thread for each endpoint that takes its time. */
@ApplicationScoped
class WebhookSender {
    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final int MOST_AT_ONCE = 64;
    private static final int GONE = 410;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final WebhookDeliveries deliveries;
    private final WebhookTargets targets;
    private final WebhookConfig config;
    private final InstantSource clock;
    private final RetrySchedule schedule;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhooks").daemon().factory());
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Inject
    WebhookSender(WebhookDeliveries deliveries, WebhookTargets targets, WebhookConfig config, InstantSource clock) {
        this.deliveries = deliveries;
        this.targets = targets;
        this.config = config;
        this.clock = clock;
        this.schedule = new RetrySchedule(config.firstRetry());
        if (config.takenFor().compareTo(config.patience().multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "robotaxi.webhooks.taken-for must be at least twice robotaxi.webhooks.patience:"
                            + " what is still being sent would be sent again beside it");
        }
    }

    void onStart(@Observes StartupEvent event) {
        long look = config.look().toMillis();
        looks.scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
        looks.scheduleWithFixedDelay(this::tidy, 1, 60, TimeUnit.MINUTES);
    }

    /** What was claimed and not answered is nobody's failure: it is due again once its time is over. */
    void onStop(@Observes ShutdownEvent event) {
        looks.shutdownNow();
        attempts.shutdownNow();
        http.shutdownNow();
    }

    private void look() {
        try {
            for (Delivery delivery : deliveries.claim(free.availablePermits(), config.takenFor())) {
                free.acquireUninterruptibly();
                attempts.execute(() -> attempt(delivery));
            }
        } catch (RuntimeException e) {
            LOG.warn("Webhooks cannot be sent at the moment", e);
        }
    }

    private void tidy() {
        try {
            deliveries.tidy();
        } catch (RuntimeException e) {
            LOG.warn("Old webhooks cannot be forgotten at the moment", e);
        }
    }

    private void attempt(Delivery delivery) {
        try {
            send(delivery).ifPresent(outcome -> settle(delivery, outcome));
        } catch (RuntimeException e) {
            LOG.warnf(e, "A webhook's outcome cannot be kept; it is sent again: %s", delivery.id());
        } finally {
            free.release();
        }
    }

    /**
     * What came of an attempt.
     *
     * @param status HTTP status, 0 if there was no answer
     * @param error empty if it was taken
     */
    private record Outcome(int status, String error) {}

    /** One attempt; empty if our own end came first. */
    private Optional<Outcome> send(Delivery delivery) {
        Optional<String> refusal = targets.refusal(delivery.url());
        if (refusal.isPresent()) {
            return Optional.of(new Outcome(0, refusal.get()));
        }
        if (delivery.secrets().isEmpty()) {
            return Optional.of(new Outcome(0, "the secret cannot be opened: ask for another one"));
        }
        long second = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(delivery.url()))
                .header("content-type", "application/json")
                .header("user-agent", "robotaxi-webhooks/1")
                .header("webhook-id", delivery.id())
                .header("webhook-timestamp", String.valueOf(second))
                .header(
                        "webhook-signature",
                        WebhookSignature.header(delivery.id(), second, delivery.payload(), delivery.secrets()))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.payload()))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            // A time-out of the request itself would end with the headers; this one holds for a body that never ends as
            // well.
            int status = answer.get(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
            return Optional.of(new Outcome(status, status / 100 == 2 ? "" : "status " + status));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.of(
                    new Outcome(0, "no answer within " + config.patience().toSeconds() + " s"));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(
                    new Outcome(0, "no connection: " + cause.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void settle(Delivery delivery, Outcome outcome) {
        if (outcome.error().isEmpty()) {
            deliveries.delivered(delivery, outcome.status());
            return;
        }
        if (schedule.isExhausted(delivery.attempts())) {
            deliveries.failed(delivery, outcome.status(), outcome.error());
        } else {
            double chance = ThreadLocalRandom.current().nextDouble();
            deliveries.postponed(
                    delivery, outcome.status(), outcome.error(), schedule.pause(delivery.attempts(), chance));
        }
        boolean isGone = outcome.status() == GONE;
        if (deliveries.disable(delivery, isGone ? Duration.ZERO : config.disableAfter(), outcome.error())) {
            LOG.warnf("A webhook endpoint was disabled: %s", delivery.endpointId());
        }
    }
}
