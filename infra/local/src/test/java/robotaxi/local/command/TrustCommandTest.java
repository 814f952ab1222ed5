package robotaxi.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import robotaxi.local.trust.OfflineKey;

/** The whole ceremony by the command line, with files alone: five root keys, three releasers. */
class TrustCommandTest {
    private static final String PASSPHRASE = "correct horse battery staple";

    @TempDir
    static Path people;

    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    /** Once: a passphrase is made slow to guess, and so to use. */
    @BeforeAll
    static void keys() throws Exception {
        Files.writeString(people.resolve("passphrase"), PASSPHRASE + "\n");
        for (String name : List.of("ada", "bob", "cyd", "dan", "eve", "fay", "one", "two", "six", "online")) {
            OfflineKey.make(people, name, PASSPHRASE.toCharArray());
        }
    }

    private static String key(String name) {
        return people.resolve(name).toString();
    }

    private int run(String... words) {
        var line = new CommandLine(new TrustCommand());
        line.setOut(new PrintWriter(said));
        line.setErr(new PrintWriter(said));
        return line.execute(words);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void begin(String... more) {
        List<String> words = new ArrayList<>(List.of("root"));
        words.addAll(List.of(more));
        for (String role : List.of("--snapshot-key", "--timestamp-key")) {
            words.addAll(List.of(role, key("online.pub.json")));
        }
        for (String name : List.of("one", "two", "six")) {
            words.addAll(List.of("--targets-key", key(name + ".pub.json")));
        }
        words.addAll(List.of("--targets-threshold", "2", "--root-threshold", "3"));
        assertThat(run(words.toArray(String[]::new))).as(said.toString()).isZero();
    }

    private int sign(String draft, String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "sign", file(draft), "--key", key(name + ".key.pem"), "--passphrase-file", key("passphrase"), "--yes"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private String[] rootKeys(String... names) {
        List<String> words = new ArrayList<>();
        for (String name : names) {
            words.addAll(List.of("--root-key", key(name + ".pub.json")));
        }
        return words.toArray(String[]::new);
    }

    private void firstRoot() {
        List<String> words = new ArrayList<>(List.of("--out", file("1.root.json")));
        words.addAll(List.of(rootKeys("ada", "bob", "cyd", "dan", "eve")));
        begin(words.toArray(String[]::new));
        for (String name : List.of("ada", "cyd", "eve")) {
            assertThat(sign("1.root.json", name)).as(said.toString()).isZero();
        }
    }

    @Test
    void aKeyIsItsOwnersAloneAndEncrypted() throws Exception {
        assertThat(run("key", "ada", "--folder", folder.toString(), "--passphrase-file", key("passphrase")))
                .isZero();
        Path key = folder.resolve("ada.key.pem");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(key, StandardCharsets.US_ASCII))
                .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(OfflineKey.open(key, PASSPHRASE.toCharArray()).publicKey().toFile())
                .isEqualTo(Files.readAllBytes(folder.resolve("ada.pub.json")));
        assertThatThrownBy(() -> OfflineKey.open(key, "a guess".toCharArray())).hasMessageContaining("does not open");
        assertThat(run("key", "ada", "--folder", folder.toString(), "--passphrase-file", key("passphrase")))
                .as("an existing key is not overwritten")
                .isNotZero();
    }

    @Test
    void aRootIsCompleteWithThreeOfFiveAndNotBefore() {
        List<String> words = new ArrayList<>(List.of("--out", file("1.root.json")));
        words.addAll(List.of(rootKeys("ada", "bob", "cyd", "dan", "eve")));
        begin(words.toArray(String[]::new));
        sign("1.root.json", "ada");
        sign("1.root.json", "cyd");
        assertThat(run("show", file("1.root.json"))).isEqualTo(1);
        assertThat(sign("1.root.json", "fay")).as("no key of this root").isNotZero();

        assertThat(sign("1.root.json", "eve")).isZero();

        assertThat(run("show", file("1.root.json"))).isZero();
        assertThat(said.toString()).contains("root 3 of 5", "targets 2 of 3", "Complete");
    }

    @Test
    void theNextRootAsksTheOldKeysAndTheNew() {
        firstRoot();
        List<String> words = new ArrayList<>(List.of("--from", file("1.root.json"), "--out", file("2.root.json")));
        words.addAll(List.of(rootKeys("bob", "cyd", "dan", "eve", "fay")));
        begin(words.toArray(String[]::new));
        String judge = file("1.root.json");
        for (String name : List.of("cyd", "eve", "fay")) {
            assertThat(sign("2.root.json", name, "--root", judge)).isZero();
        }
        assertThat(run("show", file("2.root.json"), "--root", judge)).isEqualTo(1);
        assertThat(sign("2.root.json", "ada", "--root", judge)).isZero();
        assertThat(run("show", file("2.root.json"), "--root", judge)).isZero();
    }

    @Test
    void targetsAreBegunSignedByTwoAndRaised() throws Exception {
        firstRoot();
        Path zip = Files.writeString(folder.resolve("m.zip"), "a package");
        assertThat(run("targets", "--out", file("1.targets.json"), "--file", "models/m/1/sim-cpu.zip=" + zip))
                .as(said.toString())
                .isZero();
        String judge = file("1.root.json");
        assertThat(sign("1.targets.json", "one", "--root", judge)).isZero();
        assertThat(run("show", file("1.targets.json"), "--root", judge)).isEqualTo(1);
        assertThat(sign("1.targets.json", "six", "--root", judge)).isZero();
        assertThat(run("show", file("1.targets.json"), "--root", judge)).isZero();

        assertThat(run(
                        "targets",
                        "--from",
                        file("1.targets.json"),
                        "--out",
                        file("2.targets.json"),
                        "--raise",
                        "models/m/1/sim-cpu.zip"))
                .as(said.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("2.targets.json"))).contains("\"releaseCounter\":2");
    }
}
