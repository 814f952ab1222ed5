package robotaxi.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import robotaxi.embedded.Folders;

/** Files that came as build dependencies: Keycloak's distribution, and the OpenStreetMap extract. */
final class Artifacts {
    private static final String EXTRACT = "monaco-latest.osm.pbf";
    private static final Pattern RUNTIME = Pattern.compile("onnxruntime(?:_gpu)?-([0-9.]+)\\.jar");

    private Artifacts() {}

    private static Path find(String part) {
        try (InputStream list = Artifacts.class.getResourceAsStream("/robotaxi/local/artifacts.classpath")) {
            if (list == null) {
                throw new StackException("the launcher was not built by Maven: artifacts.classpath is missing");
            }
            return Stream.of(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                            .trim()
                            .split(File.pathSeparator, -1))
                    .filter(path -> path.contains(part))
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new StackException(
                            part + " is missing from the local Maven repository; build once with network access"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks Keycloak once; answers its home. */
    static Path keycloak(StackFolder folder) {
        Path zip = find("keycloak-quarkus-dist");
        String version = String.valueOf(zip.getFileName()).replaceAll("keycloak-quarkus-dist-|\\.zip", "");
        Path home = folder.folder("keycloak").resolve("keycloak-" + version);
        if (Files.exists(home)) {
            return home;
        }
        Path draft = folder.folder("keycloak").resolve("unpacking");
        try {
            Folders.delete(draft);
            unzip(zip, draft);
            try (Stream<Path> inside = Files.list(draft)) {
                // The archive has one folder; it gets its name last, so that a half-unpacked one is never used.
                Files.move(inside.findFirst().orElseThrow(), home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException e) {
            throw new StackException("Keycloak cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** Brings the city's extract to its folder, named by its content. */
    static Path cityExtract(StackFolder folder, @org.jspecify.annotations.Nullable Path given) {
        try {
            byte[] bytes = given == null ? extract() : Files.readAllBytes(given);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            Path file = folder.file("city/" + hash + "/map.osm.pbf");
            if (!Files.exists(file)) {
                Path draft = file.resolveSibling("map.new");
                Files.write(draft, bytes);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new StackException("the map cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Version of ONNX Runtime that the agents of this build run models with. */
    static String runtimeVersion(StackFolder folder) {
        Path libraries = folder.project().resolve("onboard-agent/target/lib");
        try (Stream<Path> all = Files.list(libraries)) {
            return all.map(library -> RUNTIME.matcher(String.valueOf(library.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .findFirst()
                    .orElseThrow(() -> new StackException("onboard-agent has no ONNX Runtime: build it first"));
        } catch (IOException e) {
            throw new StackException("onboard-agent is not built: " + e.getMessage(), e);
        }
    }

    private static byte[] extract() throws IOException {
        try (ZipFile jar = new ZipFile(find("planetiler-core").toFile())) {
            ZipEntry entry = jar.getEntry(EXTRACT);
            try (InputStream content = jar.getInputStream(entry)) {
                return content.readAllBytes();
            }
        }
    }

    private static void unzip(Path zip, Path to) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : archive.stream().toList()) {
                Path target = to.resolve(entry.getName()).normalize();
                if (!target.startsWith(to)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream content = archive.getInputStream(entry)) {
                        Files.copy(content, target);
                    }
                    if (entry.getName().endsWith(".sh") && !target.toFile().setExecutable(true)) {
                        throw new IOException(target + " cannot be made executable");
                    }
                }
            }
        }
    }
}
