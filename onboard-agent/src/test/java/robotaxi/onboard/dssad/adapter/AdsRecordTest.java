package robotaxi.onboard.dssad.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.custody.CustodyException;
import robotaxi.onboard.dssad.AdsEvent;
import robotaxi.onboard.dssad.AdsNote;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;

class AdsRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;

    private AdsRecord record() throws IOException {
        return new AdsRecord(folder, "car-1", InstantSource.fixed(NOW));
    }

    private static AdsNote note(AdsEvent event) {
        return new AdsNote(event, "plan.late", "no \"valid\" plan", new EgoState(5, new Pose2(1, 2, 0), 0, 3.25, 0, 0));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(".ads"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void entriesFollowOneAnotherOverARestart() throws IOException {
        record().add(note(AdsEvent.ACTIVATION), "city-reflex@1.1.0");
        AdsRecord again = record();
        again.add(note(AdsEvent.MINIMAL_RISK_MANOEUVRE), "city-reflex@1.1.0");

        AdsRecord.Chain chain = AdsRecord.verify(folder);
        assertThat(chain.entries()).isEqualTo(2);
        assertThat(chain.sequence()).isEqualTo(2);
        assertThat(Files.readAllLines(files().getFirst()).getLast())
                .contains("\"event\":\"minimal-risk-manoeuvre\"", "\"code\":\"plan.late\"", "\"speed_mm_per_s\":3250");
    }

    @Test
    void whatIsChangedTakenOutOrSwappedIsFound() throws IOException {
        AdsRecord record = record();
        for (AdsEvent event : AdsEvent.values()) {
            record.add(note(event), "r");
        }
        Path file = files().getFirst();
        List<String> lines = Files.readAllLines(file);

        Files.write(
                file,
                Stream.concat(lines.stream().limit(3), lines.stream().skip(4)).toList());
        assertThatThrownBy(() -> AdsRecord.verify(folder)).isInstanceOf(CustodyException.class);
        Files.write(
                file, lines.stream().map(line -> line.replace("3250", "2250")).toList());
        assertThatThrownBy(() -> AdsRecord.verify(folder)).isInstanceOf(CustodyException.class);
        Files.write(file, List.of(lines.get(1), lines.get(0)));
        assertThatThrownBy(this::record).isInstanceOf(CustodyException.class);
    }

    @Test
    void aTornLineIsSetApartAndTheChainGoesOn() throws IOException {
        record().add(note(AdsEvent.ACTIVATION), "r");
        Files.writeString(files().getFirst(), "0123 torn", StandardOpenOption.APPEND);

        AdsRecord again = record();
        again.add(note(AdsEvent.DEACTIVATION), "r");

        assertThat(AdsRecord.verify(folder).entries()).isEqualTo(2);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.filter(file -> file.toString().contains(".torn-"))).hasSize(1);
        }
    }

    @Test
    void theOldestGoesOnlyWhenItIsOldAndEnoughIsLeft() throws IOException {
        AdsRecord record = record();
        for (int i = 0; i < 6 * AdsRecord.ENTRIES_A_FILE - 1; i++) {
            record.add(note(AdsEvent.ACTIVATION), "r");
        }
        Files.setLastModifiedTime(files().getFirst(), FileTime.from(NOW.minus(Duration.ofDays(200))));
        assertThat(files()).hasSize(6);
        record.add(note(AdsEvent.ACTIVATION), "r");

        assertThat(files()).hasSize(5);
        AdsRecord.Chain chain = AdsRecord.verify(folder);
        assertThat(chain.entries()).isEqualTo(2_500);
    }
}
