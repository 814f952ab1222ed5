package robotaxi.city.gate.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import robotaxi.city.gate.GateScenes;
import robotaxi.city.scene.SceneGenerator;
import robotaxi.city.scene.SceneId;

/** Writes the gate's scenes as files that AlpaSim reads. */
@Command(
        name = "export-scenes",
        mixinStandardHelpOptions = true,
        description = "Write the gate's scenes as .usdz files that AlpaSim reads.")
public final class ExportScenes implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "Folder of the scenes.")
    private Path out = Path.of("scenes");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        for (SceneId id : GateScenes.list()) {
            SceneFile.write(out.resolve(id + ".usdz"), SceneGenerator.scene(id));
        }
        return 0;
    }
}
