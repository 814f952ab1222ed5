package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.benchmarks.webhook.NetworkRides;
import robotaxi.benchmarks.webhook.PartnerServer;
import robotaxi.benchmarks.webhook.PartnerServer.Manner;
import robotaxi.benchmarks.webhook.ServiceKill;
import robotaxi.benchmarks.webhook.WebhookTrail;
import robotaxi.local.stack.MarketStack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/**
 * Dispatch tells a ride network of its rides, at endpoints that are slow, cut the line or fail, and is killed with {@code kill -9} in the
 * middle of it: in turn when an event was taken and dispatch could not read the answer, and when there was none yet.
 */
public final class WebhookKills implements Benchmark {
    private static final int KILLS = 20;
    private static final int QUICK_KILLS = 2;
    private static final int RIDES = 6;
    private static final String PARTNER = "service-account-partner-bench";
    private static final long PATIENCE_MILLIS = 800;
    private static final long SLOW_MILLIS = 1_200;
    private static final long FIRST_RETRY_MILLIS = 300;
    private static final double LEAST_OF_A_PAUSE = 0.8;
    private static final int TAKEN_FOR_SECONDS = 5;
    private static final int MOST_SECONDS = 60;
    private static final int LOOK_MILLIS = 100;
    private static final int LOOKS = 50;
    private static final int MOST_TOLD = 5;

    /** Found by its name. */
    public WebhookKills() {}

    @Override
    public String summary() {
        return "kills dispatch while it tells a partner of rides: events lost, out of order, under two ids, sent again too soon";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("kills", "rides");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        StackFolder folder = StackUnderTest.emptyFolder("webhook-kills");
        var trail = new WebhookTrail((long) (FIRST_RETRY_MILLIS * LEAST_OF_A_PAUSE));
        Map<String, String> settings = new HashMap<>();
        settings.put("ROBOTAXI_WEBHOOKS_ALLOW_LOOPBACK", "true");
        settings.put("ROBOTAXI_WEBHOOKS_LOOK", "PT0.1S");
        settings.put(
                "ROBOTAXI_WEBHOOKS_PATIENCE", Duration.ofMillis(PATIENCE_MILLIS).toString());
        settings.put(
                "ROBOTAXI_WEBHOOKS_FIRST_RETRY",
                Duration.ofMillis(FIRST_RETRY_MILLIS).toString());
        settings.put(
                "ROBOTAXI_WEBHOOKS_TAKEN_FOR",
                Duration.ofSeconds(TAKEN_FOR_SECONDS).toString());
        try (var operator = new Operator();
                var partner = new PartnerServer(trail, SLOW_MILLIS);
                var stack = MarketStack.start(folder, setting.tell())) {
            settings.putAll(operator.settings());
            MarketStack.Instance dispatch = stack.instance("dispatch", List.of("monaco"), settings);
            addPartner(stack);
            var pickupAt = InstantSource.system().instant().plus(Duration.ofDays(7));
            try (var rides = new NetworkRides(dispatch.url(), operator.token(PARTNER, "partner"), pickupAt)) {
                return play(setting, stack, dispatch, partner, rides, trail);
            }
        } catch (IOException | SQLException e) {
            throw new StackException("the benchmark's own part of the stack failed", e);
        }
    }

    /** As an operator registers it, but for its account: the tokens here are not Keycloak's. */
    private static void addPartner(MarketStack stack) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + stack.ports().of("postgres") + "/dispatch",
                        "dispatch",
                        stack.secrets().get("database.dispatch"));
                var insert = connection.prepareStatement(
                        "insert into partner (id, name, principal, state, created_at) values ('bench', 'bench', ?, 'ACTIVE', now())")) {
            insert.setString(1, PARTNER);
            insert.executeUpdate();
        }
    }

    private static Outcome play(
            Setting setting,
            MarketStack stack,
            MarketStack.Instance first,
            PartnerServer partner,
            NetworkRides rides,
            WebhookTrail trail)
            throws InterruptedException {
        Map<Manner, String> endpoints = new EnumMap<>(Manner.class);
        for (Manner manner : Manner.values()) {
            JsonNode made = rides.register(partner.url(manner));
            partner.secret(manner, made.path("secret").asText());
            endpoints.put(manner, made.path("endpointId").asText());
        }
        int kills = setting.size("kills", setting.quick() ? QUICK_KILLS : KILLS);
        int each = setting.size("rides", RIDES);
        MarketStack.Instance dispatch = first;
        List<ServiceKill.Fallen> fallen = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            Manner manner = kill % 2 == 0 ? Manner.UNHEARD : Manner.HALFWAY;
            var end = new ServiceKill(dispatch.process(), trail);
            partner.arm(manner, end);
            CompletableFuture<Void> riding = ride(rides, kill, each);
            fallen.add(end.fallen());
            setting.tell().accept("kill -9 dispatch (" + fallen.size() + "), " + manner.path() + " was being told");
            dispatch = stack.restart(dispatch);
            riding.join();
        }
        Set<String> missing = awaitAll(rides, trail);
        return judge(setting, trail, fallen, missing, awaitSettled(rides, trail, endpoints), rides.promised());
    }

    private static CompletableFuture<Void> ride(NetworkRides rides, int round, int each) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            String name = "round-" + round + "-" + i;
            var done = new CompletableFuture<Void>();
            Thread.ofVirtual().start(() -> {
                try {
                    rides.ride(name);
                    done.complete(null);
                } catch (InterruptedException | RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
            all.add(done);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private static Set<String> missing(NetworkRides rides, WebhookTrail trail) {
        Set<String> missing = new TreeSet<>();
        for (Manner manner : Manner.values()) {
            missing.addAll(trail.missing(manner.path(), rides.promised()));
        }
        return missing;
    }

    private static Set<String> awaitAll(NetworkRides rides, WebhookTrail trail) throws InterruptedException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        Set<String> missing = missing(rides, trail);
        while (!missing.isEmpty() && System.nanoTime() - giveUpAt < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            missing = missing(rides, trail);
        }
        return missing;
    }

    private static List<String> awaitSettled(NetworkRides rides, WebhookTrail trail, Map<Manner, String> endpoints)
            throws InterruptedException {
        List<String> unsettled = unsettled(rides, trail, endpoints);
        for (int look = 0; look < LOOKS && !unsettled.isEmpty(); look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            unsettled = unsettled(rides, trail, endpoints);
        }
        return unsettled;
    }

    /** Deliveries that the service does not call delivered, though they were taken, or whose attempts it has not counted. */
    private static List<String> unsettled(NetworkRides rides, WebhookTrail trail, Map<Manner, String> endpoints)
            throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Manner, String> endpoint : endpoints.entrySet()) {
            String path = endpoint.getKey().path();
            for (JsonNode delivery : rides.deliveries(endpoint.getValue())) {
                boolean isDelivered = "delivered".equals(delivery.path("state").asText());
                int heard = trail.arrivals(path, delivery.path("webhookId").asText());
                if (!isDelivered
                        || heard < 1
                        || heard > delivery.path("attempts").asInt()) {
                    wrong.add(path + " heard it " + heard + " times: " + delivery);
                }
            }
        }
        return wrong;
    }

    private static Outcome judge(
            Setting setting,
            WebhookTrail trail,
            List<ServiceKill.Fallen> fallen,
            Set<String> missing,
            List<String> unsettled,
            Map<String, List<String>> promised) {
        List<String> faults = trail.faults();
        long repeated = fallen.stream()
                .filter(what -> trail.arrivals(what.endpoint(), what.id()) > 1)
                .count();
        for (var wrong : List.of(missing, unsettled, faults)) {
            wrong.stream().limit(MOST_TOLD).forEach(setting.tell());
        }
        int events = promised.values().stream().mapToInt(List::size).sum() * Manner.values().length;
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("kills", fallen.size());
        metrics.put("rides", promised.size());
        metrics.put("events_promised", events);
        metrics.put("events_heard", trail.events());
        metrics.put("calls", trail.arrivals());
        metrics.put("lost", missing.size());
        metrics.put("unsettled", unsettled.size());
        metrics.put("faults", faults.size());
        metrics.put("told_again_after_a_kill", repeated);
        boolean holds = missing.isEmpty()
                && unsettled.isEmpty()
                && faults.isEmpty()
                && events > 0
                && trail.events() == events
                && repeated == fallen.size();
        return new Outcome(metrics, holds);
    }
}
