package robotaxi.onboard.car.adapter;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Footing;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.adapter.Models;
import robotaxi.onboard.model.adapter.WarmUp;

/** Tries a package on each provider by itself, and prints whether it loads there, answers as its trainer saw, and how fast it is. */
public final class ModelCheck {
    private static final int RUNS = 200;
    private static final double MILLION = 1e6;

    private final PackageFiles files;
    private final HostOptions options;
    private final PrintStream out;

    /** Of a package. */
    public ModelCheck(PackageFiles files, HostOptions options, PrintStream out) {
        this.files = files;
        this.options = options;
        this.out = out;
    }

    /** Tries all; true when the package proves itself on at least one of them. */
    public boolean run() {
        out.printf("%-10s %-8s %-26s %s%n", "provider", "graphs", "parity", "milliseconds a plan (p50 / p99)");
        boolean any = false;
        for (String provider : options.providers()) {
            any |= check(provider);
        }
        return any;
    }

    private boolean check(String provider) {
        try (DrivingModel model = Models.load(files, options.on(List.of(provider)))) {
            Footing footing = model.footing();
            StringBuilder times = new StringBuilder();
            if (model.canReason()) {
                times.append("full ").append(times(model, Thinking.FULL)).append(", reflex ");
            }
            times.append(times(model, Thinking.REFLEX));
            out.printf(
                    "%-10s %-8s %-26s %s%n", footing.provider(), footing.variant(), "golden samples answered", times);
            return true;
        } catch (ModelFaultException e) {
            out.printf(
                    "%-10s %-8s %-26s %s%n",
                    provider,
                    "-",
                    e.code(),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }

    private static String times(DrivingModel model, Thinking thinking) {
        WarmUp.of(model);
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            var observation = WarmUp.observation(model);
            long before = System.nanoTime();
            var _ = model.plan(observation, Effort.unhurried(thinking, before, i, 1));
            millis[i] = (System.nanoTime() - before) / MILLION;
        }
        Arrays.sort(millis);
        return String.format(Locale.ROOT, "%.1f / %.1f", millis[RUNS / 2], millis[RUNS * 99 / 100]);
    }
}
