package robotaxi.benchmarks.updatefaults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.adapter.ModelHost;
import robotaxi.onboard.update.adapter.Updater;

/** What can be done to a car's download, by the network or by packages that are signed but not whole: against the agent's own updater. */
public final class DownloadAttacks {
    private static final Updater.LeastSpeed SPEED = new Updater.LeastSpeed(10_000, Duration.ofSeconds(2));
    private static final String VERSION = "1.1.0";

    private DownloadAttacks() {}

    private interface Attack {
        void act(HonestRepositories repositories) throws IOException;
    }

    /** The code of each refusal by the attack's name; an empty one is an attack that the car fell for. */
    public static Map<String, String> suffer(Path folder) throws IOException {
        byte[] good = ModelPackages.good(VERSION);
        byte[] changed = good.clone();
        changed[changed.length / 2] ^= 1;
        Map<String, Attack> attacks = new LinkedHashMap<>();
        attacks.put("download: one bit changed", r -> serve(r, good, changed));
        attacks.put("download: longer than signed", r -> serve(r, good, Arrays.copyOf(good, good.length + 1)));
        attacks.put("slow retrieval: a few bytes a second", r -> {
            r.publish(VERSION, good);
            r.drip(HonestRepositories.Pace.SLOW);
        });
        attacks.put("slow retrieval: it begins and never goes on", r -> {
            r.publish(VERSION, good);
            r.drip(HonestRepositories.Pace.STALLED);
        });
        attacks.put(
                "partial bundle: a file of the package withheld",
                r -> r.publish(VERSION, ModelPackages.partial(VERSION)));
        attacks.put(
                "partial bundle: the package breaks off",
                r -> r.publish(VERSION, Arrays.copyOf(good, good.length / 2)));
        attacks.put(
                "mix-and-match: another release in the package", r -> r.publish(VERSION, ModelPackages.good("9.9.9")));
        attacks.put(
                "a model that answers otherwise than its trainer saw",
                r -> r.publish(VERSION, ModelPackages.bad(VERSION)));
        Map<String, String> codes = new LinkedHashMap<>();
        try (var host = new ModelHost(1, HostOptions.DEFAULT)) {
            for (var attack : attacks.entrySet()) {
                Path disk = Files.createDirectories(folder.resolve("car-" + codes.size()));
                codes.put(attack.getKey(), suffer(attack.getValue(), disk, host));
            }
        }
        return codes;
    }

    private static void serve(HonestRepositories repositories, byte[] signed, byte[] served) {
        repositories.publish(VERSION, signed);
        repositories.replace(VERSION, served);
    }

    private static String suffer(Attack attack, Path disk, ModelHost host) throws IOException {
        try (var repositories = new HonestRepositories()) {
            attack.act(repositories);
            repositories.direct(VERSION, "rollout-1");
            var car = new UpdatedCar(disk, host, repositories, SPEED);
            car.update(VERSION, "rollout-1");
            boolean fellForIt = !car.running().equals(ModelPackages.releaseId("1.0.0")) || !car.runsAVerifiedSlot();
            return fellForIt ? "" : car.lastCode().isEmpty() ? "asked again" : car.lastCode();
        }
    }
}
