package robotaxi.benchmarks.car;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A process of cars. Its order is the first line of standard input, then words: {@code silence}, {@code end}. It tells twice a second
 * how many records its cars took, how many wait and how many were discarded. When its input ends it ends at once.
 */
final class CarHost {
    private static final int THREADS = 4;
    private static final int REPORT_MILLIS = 500;

    private CarHost() {}

    /** Entry point of the process. */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Logger.getLogger("").setLevel(Level.WARNING);
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            fault.printStackTrace(System.err);
            Runtime.getRuntime().halt(3);
        });
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        HostOrder order = new ObjectMapper().readValue(in.readLine(), HostOrder.class);
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(THREADS);
        List<TalkingCar> cars = new ArrayList<>();
        for (HostOrder.Member car : order.cars()) {
            cars.add(new TalkingCar(order, car, timers));
        }
        timers.scheduleAtFixedRate(() -> report(cars, System.out), 0, REPORT_MILLIS, TimeUnit.MILLISECONDS);
        for (String word = in.readLine(); word != null; word = in.readLine()) {
            if (word.equals("silence")) {
                cars.forEach(TalkingCar::fallSilent);
            } else if (word.equals("end")) {
                for (TalkingCar car : cars) {
                    car.close();
                }
                System.exit(0);
            }
        }
        Runtime.getRuntime().halt(2);
    }

    private static void report(List<TalkingCar> cars, PrintStream out) {
        out.println(sum(cars, TalkingCar::appended) + " " + sum(cars, TalkingCar::waiting) + " "
                + sum(cars, TalkingCar::discarded));
        out.flush();
    }

    private static long sum(List<TalkingCar> cars, ToLongFunction<TalkingCar> figure) {
        return cars.stream().mapToLong(figure).sum();
    }
}
