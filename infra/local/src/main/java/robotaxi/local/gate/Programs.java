package robotaxi.local.gate;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Programs of this project as commands. */
final class Programs {
    private Programs() {}

    /** Java with a module and its libraries on the class path; the main class and its arguments follow. */
    static List<String> java(Path project, String module, int heapMegabytes) {
        Path target = project.resolve(module).resolve("target");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                target.resolve(module + "-0.1.0-SNAPSHOT.jar")
                        + File.pathSeparator
                        + target.resolve("lib").resolve("*"));
    }
}
