package robotaxi.city.adapter;

import picocli.CommandLine.Command;

/** The simulator's command line. */
@Command(
        name = "city-simulator",
        description = "The world for demo, gate and benchmarks.",
        mixinStandardHelpOptions = true,
        subcommands = {RunWorld.class, ExportFrames.class})
public final class CityCommand {}
