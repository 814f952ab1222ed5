package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import robotaxi.onboard.model.PackageFiles;

/** The shipped model under other versions, as it is sent. */
public final class Packages {
    private Packages() {}

    /** Writes one. */
    public static Path write(Path zip, String version) throws IOException {
        PackageFiles shipped = PackageFiles.shipped();
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (String name : new String[] {"manifest.json", "policy.onnx", "golden.json"}) {
                byte[] bytes = shipped.read(name);
                if (name.equals("manifest.json")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8)
                            .replace("\"version\": \"1.0.0\"", "\"version\": \"" + version + "\"")
                            .getBytes(StandardCharsets.UTF_8);
                }
                entries.putNextEntry(new ZipEntry(name));
                entries.write(bytes);
            }
        }
        return zip;
    }
}
