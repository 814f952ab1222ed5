package robotaxi.benchmarks.ota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Devices on so many connections at once, each connection as fast as it is answered. */
public final class DeviceLoad {
    private static final Pattern UPDATE = Pattern.compile("/deploymentBase/(\\d+)");
    private static final int GOOD = 200;
    private static final double ALMOST_ALL = 0.99;
    private static final double NANOS_A_MILLI = 1e6;

    private final String url;
    private final List<String> devices;
    private final int connections;

    /** Devices with the token {@code token-ID} each. */
    public DeviceLoad(String url, List<String> devices, int connections) {
        this.url = url;
        this.devices = devices;
        this.connections = connections;
    }

    /**
     * What polls took.
     *
     * @param refused answers other than 200
     */
    public record Polls(long count, double seconds, double p50Millis, double p99Millis, int refused) {}

    /** Polls for so long, each connection going through devices of its own. */
    public Polls poll(int seconds) {
        long begin = System.nanoTime();
        long end = begin + Duration.ofSeconds(seconds).toNanos();
        AtomicInteger refused = new AtomicInteger();
        List<long[]> times = onEachLine((line, number) -> {
            long[] taken = new long[1 << 16];
            int count = 0;
            for (int device = number; System.nanoTime() < end; device = (device + connections) % devices.size()) {
                long asked = System.nanoTime();
                if (line.get(devices.get(device), "").status() != GOOD) {
                    refused.incrementAndGet();
                }
                if (count == taken.length) {
                    taken = Arrays.copyOf(taken, 2 * count);
                }
                taken[count++] = System.nanoTime() - asked;
            }
            return Arrays.copyOf(taken, count);
        });
        double took = (System.nanoTime() - begin) / 1e9;
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Polls(all.length, took, at(all, 0.5), at(all, ALMOST_ALL), refused.get());
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)] / NANOS_A_MILLI;
    }

    /**
     * What update cycles took.
     *
     * @param broken cycles that were refused somewhere
     */
    public record Cycles(int count, double seconds, int broken) {
        /** How many came to an end in a second. */
        public double perSecond() {
            return count / seconds;
        }
    }

    /** Brings every device through one update: poll, deploymentBase, four feedbacks. */
    public Cycles cycle() {
        long begin = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        onEachLine((line, number) -> {
            for (int device = next.getAndIncrement(); device < devices.size(); device = next.getAndIncrement()) {
                if (!cycle(line, devices.get(device))) {
                    broken.incrementAndGet();
                }
            }
            return new long[0];
        });
        return new Cycles(devices.size(), (System.nanoTime() - begin) / 1e9, broken.get());
    }

    private static boolean cycle(DeviceLine line, String device) {
        Matcher update = UPDATE.matcher(line.get(device, "").body());
        if (!update.find()) {
            return false;
        }
        String path = "/deploymentBase/" + update.group(1);
        boolean good = line.get(device, path).status() == GOOD;
        for (String execution : List.of("download", "downloaded", "proceeding", "closed")) {
            String finished = execution.equals("closed") ? "success" : "none";
            good &= line.post(
                                    device,
                                    path + "/feedback",
                                    "{\"id\":\"1\",\"status\":{\"execution\":\"" + execution
                                            + "\",\"result\":{\"finished\":\"" + finished
                                            + "\"},\"details\":[\"step\"]}}")
                            .status()
                    == GOOD;
        }
        return good;
    }

    /** Whether every device is offered an update; looked at now and then until it is so or the time is up. */
    public boolean awaitOffers(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try (var line = new DeviceLine(url)) {
            int offered = 0;
            while (offered < devices.size() && System.nanoTime() < end) {
                if (UPDATE.matcher(line.get(devices.get(offered), "").body()).find()) {
                    offered++;
                } else {
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
            }
            return offered == devices.size();
        }
    }

    @FunctionalInterface
    private interface OnLine {
        long[] run(DeviceLine line, int number);
    }

    private List<long[]> onEachLine(OnLine work) {
        List<CompletableFuture<long[]>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                int number = i;
                running.add(CompletableFuture.supplyAsync(
                        () -> {
                            try (var line = new DeviceLine(url)) {
                                return work.run(line, number);
                            }
                        },
                        threads));
            }
            return running.stream().map(CompletableFuture::join).toList();
        }
    }
}
