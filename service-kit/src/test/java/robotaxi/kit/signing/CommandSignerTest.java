package robotaxi.kit.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.EndEmergency;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.testkit.TestSigners;

class CommandSignerTest {
    @TempDir
    Path folder;

    private final TestSigners signers = new TestSigners();
    private Path key = Path.of("");
    private Path chain = Path.of("");

    @BeforeEach
    void writeFiles() {
        Map<String, String> settings = signers.settings(folder, "gateway");
        key = Path.of(settings.get("command-signing.key"));
        chain = Path.of(settings.get("command-signing.chain"));
    }

    private static Command.Builder cancel(String id) {
        return Command.newBuilder()
                .setCommandId(id)
                .setVehicleId("car-1")
                .setCancelMission(CancelMission.newBuilder().setMissionId("m1"));
    }

    @Test
    void whatItSignsTheCarTakesUnderTheServicesName() {
        CommandSigner signer = new CommandSigner(key, chain, InstantSource.system());
        CommandVerifier car = new CommandVerifier(signers.root(), InstantSource.system());

        assertThat(signer.service()).isEqualTo("gateway");
        assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> signer.sign(cancel("c" + i))))
                .allMatch(command -> car.refuse(command).isEmpty());
    }

    @Test
    void oneSignatureServesAllCars() {
        Command signed = new CommandSigner(key, chain, InstantSource.system())
                .signFleetWide(Command.newBuilder()
                        .setEndEmergency(EndEmergency.newBuilder().setEmergencyId("e1")));
        CommandVerifier car = new CommandVerifier(signers.root(), InstantSource.system());

        assertThat(car.refuse(signed.toBuilder()
                        .setCommandId("c7")
                        .setVehicleId("car-7")
                        .setSequence(9)
                        .build()))
                .isEmpty();
    }

    @Test
    void withoutFilesThatFitNothingStarts() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path othersKey = Path.of(new TestSigners().settings(other, "gateway").get("command-signing.key"));

        assertThatThrownBy(() -> new CommandSigner(folder.resolve("none"), chain, InstantSource.system()))
                .hasMessageContaining("command-signing.key=" + folder.resolve("none"))
                .hasMessageContaining("NoSuchFile");
        assertThatThrownBy(() -> new CommandSigner(othersKey, chain, InstantSource.system()))
                .hasMessageContaining("another key");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatThrownBy(() -> new CommandSigner(key, empty, InstantSource.system()))
                .hasMessageContaining("no certificate");
        assertThatThrownBy(() -> new CommandSigner(chain, chain, InstantSource.system()))
                .hasMessageContaining("no PKCS#8 key");
        assertThatThrownBy(
                        () -> new CommandSigner(key, chain, () -> Instant.now().plus(Duration.ofDays(3))))
                .hasMessageContaining("NotAfter");
    }
}
