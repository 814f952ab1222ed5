package robotaxi.ota.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import robotaxi.ota.trust.TargetFile;

class ReleaseTest {
    private static final String PATH = "models/city-reflex/1.1.0/sim-cpu.zip";
    private static final Map<String, TargetFile> TRUSTED = Map.of(PATH, new TargetFile(PATH, 3, "a".repeat(64)));

    private final Release.Draft draft = new Release.Draft(new Release.Content(
            new ReleaseId("city-reflex", "1.1.0"), List.of(PATH), null, null, Instant.EPOCH, "pipeline"));

    @Test
    void aCompleteReleaseIsSigned() {
        assertThat(draft.sign(TRUSTED, _ -> OptionalLong.of(3))).isInstanceOf(Release.Signed.class);
    }

    @Test
    void whatTargetsDoNotListIsNamed() {
        assertThat(draft.sign(Map.of(), _ -> OptionalLong.of(3)))
                .isInstanceOfSatisfying(
                        Release.Signing.Incomplete.class,
                        no -> assertThat(no.missing()).containsExactly(PATH + " is not in the published targets"));
    }

    @Test
    void missingOrShortBytesAreNamed() {
        assertThat(draft.sign(TRUSTED, _ -> OptionalLong.empty())).isInstanceOf(Release.Signing.Incomplete.class);
        assertThat(draft.sign(TRUSTED, _ -> OptionalLong.of(2))).isInstanceOf(Release.Signing.Incomplete.class);
    }

    @Test
    void aReleaseOfNothingIsNotSigned() {
        var empty = new Release.Draft(
                new Release.Content(new ReleaseId("m", "1"), List.of(), null, null, Instant.EPOCH, "pipeline"));
        assertThat(empty.sign(TRUSTED, _ -> OptionalLong.of(3))).isInstanceOf(Release.Signing.Incomplete.class);
    }

    @Test
    void aFileIsForTheHardwareItIsNamedAfter() {
        assertThat(draft.content().targetFor("sim-cpu")).contains(PATH);
        assertThat(draft.content().targetFor("sim")).isEmpty();
    }
}
