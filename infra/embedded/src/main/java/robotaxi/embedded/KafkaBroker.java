package robotaxi.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The broker's process: formats its folder at the first start and then is Kafka's own main. */
final class KafkaBroker {
    private KafkaBroker() {}

    public static void main(String[] arguments) {
        String settings = arguments[0];
        Path metadata = Path.of(arguments[1], "meta.properties");
        if (!Files.exists(metadata)) {
            int code = StorageTool.execute(
                    new String[] {"format", "--cluster-id", arguments[2], "--config", settings}, System.out);
            if (code != 0) {
                System.exit(code);
            }
        }
        Kafka.main(new String[] {settings});
    }
}
