package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import robotaxi.benchmarks.firstlook.BigClipTrial;
import robotaxi.benchmarks.firstlook.IncidentWatch;
import robotaxi.benchmarks.rider.FleetApi;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.Http;

/**
 * Cars drive through the city and notice moments, or are asked for one; a person's console follows the stream of incidents. Measured from
 * the car's moment until the still is on the screen, until the clip's first picture is, and on a clip of half a gigabyte.
 */
public final class FirstLook implements Benchmark {
    private static final int CARS = 6;
    private static final int ROUNDS = 24;
    private static final int QUICK_ROUNDS = 2;
    private static final long BIG_BYTES = 500_000_000;
    private static final long QUICK_BIG_BYTES = 60_000_000;
    private static final int ROUND_SECONDS = 12;
    private static final int WARM_UP_SECONDS = 40;
    private static final int LAST_CLIP_SECONDS = 30;
    private static final double MEDIAN_BAR = 1;
    private static final double LAST_BAR = 3;
    private static final double PLAYABLE_BAR = 8;
    private static final double BIG_BAR = 1;
    private static final double SHARE_BAR = 0.02;
    private static final double THOUSANDTHS = 1e3;

    /** Found by its name. */
    public FirstLook() {}

    @Override
    public String summary() {
        return "from a moment on a car to the picture on the screen, and to the first picture of its clip";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("cars", "rounds");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        Map<String, Object> metrics = new LinkedHashMap<>();
        boolean isSeen = looks(setting, metrics);
        boolean isOpened = bigClip(setting, metrics);
        return new Outcome(metrics, isSeen && isOpened);
    }

    private static boolean looks(Setting setting, Map<String, Object> metrics) throws InterruptedException {
        int cars = setting.size("cars", CARS);
        int rounds = setting.size("rounds", setting.quick() ? QUICK_ROUNDS : ROUNDS);
        try (StackUnderTest stack = StackUnderTest.begin(
                        "first-look",
                        List.of(
                                "--cars", String.valueOf(cars),
                                "--rides-per-hour", "400",
                                "--hard-brakes-per-hour", "30",
                                "--traffic", "5",
                                "--seed", String.valueOf(setting.seed())),
                        setting.tell())
                .awaitUp()) {
            var api = new FleetApi(stack.ports(), stack.secrets());
            String token = Http.personToken(stack.ports(), stack.secrets(), "operator");
            try (var watch = new IncidentWatch(stack.ports().url("incident"), token)) {
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                for (int round = 0; round < rounds; round++) {
                    ask(api, cars, round);
                    TimeUnit.SECONDS.sleep(ROUND_SECONDS);
                }
                TimeUnit.SECONDS.sleep(LAST_CLIP_SECONDS);
                return judge(setting, watch, metrics);
            }
        }
    }

    /** One car after the other, spread over some seconds. */
    private static void ask(FleetApi api, int cars, int round) throws InterruptedException {
        var found = api.get("operator", "dispatch", "/v1/vehicles").body();
        var list = found.isArray() ? found : found.path("vehicles");
        for (int i = 0; i < Math.min(cars, list.size()); i++) {
            String vehicleId = list.path(i).path("vehicleId").asText();
            api.post(
                    "operator",
                    "gateway",
                    "/v1/commands",
                    Map.of(
                            "vehicleId",
                            vehicleId,
                            "kind",
                            "bookmark-moment",
                            "deadlineSeconds",
                            10,
                            "reason",
                            "benchmark, round " + round),
                    "");
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static boolean judge(Setting setting, IncidentWatch watch, Map<String, Object> metrics) {
        double[] complete = watch.looks().stream()
                .filter(IncidentWatch.Look::complete)
                .mapToDouble(IncidentWatch.Look::seconds)
                .sorted()
                .toArray();
        double[] playable = watch.playableSeconds().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        setting.tell()
                .accept(watch.looks().size() + " incidents, " + complete.length + " with still, words and plan; "
                        + playable.length + " clips");
        watch.looks().stream()
                .map(IncidentWatch.Look::kind)
                .distinct()
                .sorted()
                .forEach(kind -> setting.tell().accept("  " + kind));
        metrics.put("incidents", watch.looks().size());
        metrics.put("complete_looks", complete.length);
        metrics.put("clips", playable.length);
        metrics.put("p50_s", quantile(complete, 0.5));
        metrics.put("p99_s", quantile(complete, 0.99));
        metrics.put("playable_p95_s", quantile(playable, 0.95));
        return complete.length > 0
                && playable.length > 0
                && quantile(complete, 0.5) <= MEDIAN_BAR
                && quantile(complete, 0.99) <= LAST_BAR
                && quantile(playable, 0.95) <= PLAYABLE_BAR;
    }

    private static boolean bigClip(Setting setting, Map<String, Object> metrics) throws InterruptedException {
        try {
            var folder = StackUnderTest.emptyFolder("first-look-big");
            long bytes = setting.quick() ? QUICK_BIG_BYTES : BIG_BYTES;
            BigClipTrial.Result result = BigClipTrial.run(folder, bytes, setting.seed(), setting.tell());
            metrics.put("big_clip_bytes", bytes);
            metrics.put("big_clip_first_frame_s", rounded(result.seconds()));
            metrics.put("big_clip_bytes_share", rounded(result.share()));
            return result.seconds() <= BIG_BAR && (setting.quick() || result.share() <= SHARE_BAR);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of sorted values, the nearest one above. */
    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.MAX_VALUE
                : rounded(sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)]);
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }
}
