package robotaxi.city;

import picocli.CommandLine;
import robotaxi.city.adapter.CityCommand;

/** Starts the city simulator. */
public final class Main {
    private Main() {}

    /** Runs one of the commands: run, export-frames, export-scenes, gate, runtime. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CityCommand()).execute(args));
    }
}
