package robotaxi.onboard.custody.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Sha256;
import robotaxi.contracts.custody.Signatures;
import robotaxi.testkit.TestCertificates;
import robotaxi.testkit.disk.PowerCut;
import robotaxi.testkit.disk.RecordedDisk;
import robotaxi.testkit.disk.RecordedDisk.Change;

class CarCustodyTest {
    private static final TestCertificates.Car CAR = new TestCertificates().identity("car-1");
    private static final CarCustody.Identity IDENTITY =
            () -> new CarCustody.Signer(CAR.key(), List.of(CAR.certificate()));

    @TempDir
    Path folder;

    private static CarCustody on(Path disk) throws IOException {
        return new CarCustody(disk.resolve("custody"), "car-1", 1, IDENTITY);
    }

    private static String seal(CarCustody custody, int clip) throws IOException {
        return custody.seal("car-1/safety/" + clip, Sha256.of("clip " + clip), 100);
    }

    private static Map<String, String> read(String seal) {
        return Arrays.stream(seal.split(",", -1))
                .map(pair -> pair.split(" ", -1))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> new String(Base64.getDecoder().decode(pair[1]), StandardCharsets.UTF_8)));
    }

    private static Entry entry(String seal) {
        return Entry.parse(Entry.Domain.VEHICLE, read(seal).getOrDefault("custody_entry", ""));
    }

    @Test
    void eachRecordingFollowsTheOneBeforeAndIsSignedByTheCertificatesKey() throws Exception {
        CarCustody custody = on(folder);
        Map<String, String> place = custody.place();
        String first = seal(custody, 1);
        String second = seal(custody, 2);

        assertThat(entry(first).previous()).isEqualTo(Sha256.NONE).isEqualTo(place.get("previous"));
        assertThat(entry(second).previous()).isEqualTo(entry(first).hash());
        assertThat(entry(second).sequence()).isEqualTo(2);
        assertThat(entry(second).says("event")).isEqualTo("car-1/safety/2");
        var certificates = Signatures.certificates(read(second).getOrDefault("custody_certificates", ""));
        byte[] signature = Base64.getDecoder().decode(read(second).getOrDefault("custody_signature", ""));
        assertThat(Signatures.isBy(certificates.getFirst(), entry(second).text(), signature))
                .isTrue();
    }

    @Test
    void whoAsksAgainGetsTheSameSealAlsoAfterARestart() throws Exception {
        String first = seal(on(folder), 1);

        assertThat(seal(on(folder), 1)).isEqualTo(first);
        CarCustody custody = on(folder);
        custody.sent(Sha256.of("clip 1"));
        assertThat(entry(seal(on(folder), 2)).sequence()).isEqualTo(2);
        assertThat(folder.resolve("custody").resolve(Sha256.of("clip 1") + ".seal"))
                .doesNotExist();
    }

    @Test
    void withoutAKeyNothingIsSealedAndNothingIsCounted() throws Exception {
        CarCustody custody = new CarCustody(folder.resolve("custody"), "car-1", 1, () -> {
            throw new IOException("not enrolled");
        });

        assertThat(seal(custody, 1)).isEmpty();
        assertThat(custody.place()).doesNotContainKey("certificate_sha256");
        assertThat(entry(seal(on(folder), 1)).sequence()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(PowerCut.Kind.class)
    void noPowerCutMakesTheCarTellTwoStories(PowerCut.Kind kind) throws Exception {
        RecordedDisk disk = new RecordedDisk(Files.createDirectory(folder.resolve("disk")));
        CarCustody custody = on(disk.root());
        List<Integer> changesAtSeal = new ArrayList<>();
        List<Entry> given = new ArrayList<>();
        for (int clip = 1; clip <= 4; clip++) {
            given.add(entry(seal(custody, clip)));
            changesAtSeal.add(disk.changes.size());
            if (clip == 2) {
                custody.sent(Sha256.of("clip 1"));
            }
        }
        List<Change> changes = List.copyOf(disk.changes);
        for (int cut = 0; cut <= changes.size(); cut++) {
            Path left = folder.resolve("left-" + cut);
            PowerCut.leave(changes.subList(0, cut), folder.resolve("disk"), left, kind, new Random(cut));
            Entry next = entry(seal(on(left), 9));
            for (int i = 0; i < given.size(); i++) {
                // What left the car before the cut keeps its place, and what comes now follows it.
                if (changesAtSeal.get(i) <= cut) {
                    assertThat(next.sequence())
                            .as("cut at " + cut)
                            .isGreaterThan(given.get(i).sequence());
                }
            }
            if (next.sequence() > 1) {
                assertThat(next.previous())
                        .as("cut at " + cut)
                        .isEqualTo(given.get((int) next.sequence() - 2).hash());
            }
        }
    }
}
