package robotaxi.city.adapter;

import picocli.CommandLine.Command;
import robotaxi.city.gate.adapter.ExportScenes;
import robotaxi.city.gate.adapter.GateCommand;
import robotaxi.city.gate.adapter.RuntimeCommand;

/** The simulator's command line. */
@Command(
        name = "city-simulator",
        description = "The world for demo, gate and benchmarks.",
        mixinStandardHelpOptions = true,
        subcommands = {RunWorld.class, ExportFrames.class, GateCommand.class, RuntimeCommand.class, ExportScenes.class})
public final class CityCommand {}
