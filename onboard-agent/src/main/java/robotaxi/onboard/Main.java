package robotaxi.onboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.car.adapter.AgentProcess;

/** Starts the onboard agent: {@code robotaxi.onboard.Main --config FILE}. */
public final class Main {
    private Main() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            System.err.println("usage: robotaxi.onboard.Main --config FILE");
            System.exit(2);
        }
        if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        }
        AgentConfig config = AgentConfig.parse(Files.readAllBytes(Path.of(arguments[1])));
        AgentProcess agent = AgentProcess.start(config);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            agent.close();
            stopped.countDown();
        }));
        stopped.await();
    }
}
