package robotaxi.onboard;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.car.CommandLine;
import robotaxi.onboard.car.adapter.AgentProcess;
import robotaxi.onboard.car.adapter.DoorAgent;
import robotaxi.onboard.car.adapter.ModelCheck;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.PackageFiles;

/** Starts the onboard agent for a fleet's cars, or only its door for a simulator, or tries out a model package. */
public final class Main {
    private static final int WRONG_COMMAND_LINE = 2;

    private Main() {}

    /** Runs until the process is told to stop, or the package was tried. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        }
        CommandLine line;
        try {
            line = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("agent: " + e.getMessage());
            System.err.println(CommandLine.USAGE);
            System.exit(WRONG_COMMAND_LINE);
            return;
        }
        try {
            switch (line) {
                case CommandLine.Help _ -> System.out.println(CommandLine.USAGE);
                case CommandLine.Fleet fleet ->
                    untilStopped(AgentProcess.start(AgentConfig.parse(Files.readAllBytes(fleet.config()))));
                case CommandLine.Door door -> untilStopped(open(door));
                case CommandLine.Verify verify -> verify(verify);
            }
        } catch (ModelFaultException e) {
            System.err.println("agent: " + e.code() + ": " + e.getMessage());
            System.exit(1);
        }
    }

    private static DoorAgent open(CommandLine.Door door) throws IOException {
        DoorAgent agent = new DoorAgent(
                files(door.model()),
                new InetSocketAddress(door.host(), door.port()),
                new DoorAgent.Terms(
                        door.thinking(), door.seed(), door.samples(), host(door.providers(), door.threads())));
        System.out.println("listening on " + door.host() + ":" + agent.port() + " with " + agent.releaseId());
        return agent;
    }

    private static void verify(CommandLine.Verify verify) throws IOException {
        boolean proven =
                new ModelCheck(files(verify.model()), host(verify.providers(), verify.threads()), System.out).run();
        System.exit(proven ? 0 : 1);
    }

    private static PackageFiles files(String model) throws IOException {
        return model.equals("shipped") ? PackageFiles.shipped() : PackageFiles.at(Path.of(model));
    }

    private static HostOptions host(List<String> providers, int threads) {
        return HostOptions.DEFAULT.on(providers).withThreads(threads);
    }

    private static void untilStopped(AutoCloseable agent) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                agent.close();
            } catch (Exception e) {
                System.err.println("agent: did not close cleanly: " + e.getMessage());
            }
            stopped.countDown();
        }));
        stopped.await();
    }
}
